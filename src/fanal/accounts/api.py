"""Is this token good, and what is it? The first address a program tries."""

from datetime import date
from typing import Any

from ninja import Router, Schema

from fanal.accounts.models import ApiToken
from fanal.accounts.models.roles import Delegated, in_order
from fanal.accounts.reading.requests import SchoolRequest
from fanal.core.http.api import answers

router = Router(tags=["token"])


class Health(Schema):
    """The school and the token. `roles`: codes of the functions held today; `operations`: what acts open."""

    status: str
    uai: str
    school: str
    holder: str
    roles: list[str]
    operations: list[str]
    token: str
    is_read_only: bool
    expires_on: date


@router.get("/health", response=answers(Health), summary="Le jeton et l’établissement", operation_id="health")
def health(request: SchoolRequest) -> dict[str, Any]:
    member, bearer = request.member, request.bearer
    token = ApiToken.objects.for_school(member.school).only("name", "expires_on").get(pk=bearer.token_id)
    return {
        "status": "ok",
        "uai": member.school.uai,
        "school": member.school.name,
        "holder": member.name,
        "roles": [role.value for role in in_order(member.roles)],
        "operations": sorted(member.roles & set(Delegated.values)),
        "token": token.name,
        "is_read_only": bearer.is_read_only,
        "expires_on": token.expires_on,
    }
