"""The services of a school, for programs: what the pages show its holder."""

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils import timezone
from ninja import Router, Schema

from fanal.accounts.policies.rights import require
from fanal.accounts.reading.requests import SchoolRequest
from fanal.core.http.api import Paged, PageNumber, answers, page_of
from fanal.online_services.models import OnlineService
from fanal.online_services.policies import register as policies
from fanal.online_services.reading.areas import describe
from fanal.online_services.reading.service_detail import say_all

router = Router(tags=["services"])


class ServiceLine(Schema):
    """One service in use. What the holder of the token may not read is null.

    `cost_cents` in cents of euros a year; `differences` are the accounts that are not as they should be.
    """

    id: int
    name: str
    kind: str
    audience: str
    address: str
    access: str
    ask: str
    personal_data: str
    owner: str | None = None
    provider: str | None = None
    hosting: str | None = None
    support: str | None = None
    contract: str | None = None
    contract_ends_on: date | None = None
    cost_cents: int | None = None
    payer: str | None = None
    compared_on: date | None = None
    differences: int | None = None
    url: str


class ServicePage(Paged):
    items: list[ServiceLine]


TO_ALL = ("name", "kind", "address", "access", "ask")
TO_READERS = ("owner", "provider", "hosting", "support")


def _url(request: SchoolRequest, name: str, reference: int) -> str:
    return request.build_absolute_uri(reverse(name, args=[request.member.school.uai, reference]))


@router.get(
    "/services",
    response=answers(ServicePage),
    summary="Les services en ligne, par nom",
    operation_id="service_list",
)
def service_list(request: SchoolRequest, page: PageNumber = 1) -> dict[str, Any]:
    """Those in use. The contract and the accounts are told to whoever reads them on the pages."""
    require(policies.see_services, request.actor, None)
    names, reads = list(TO_ALL), policies.read_services(request.actor, None)
    rows = OnlineService.objects.for_school(request.member.school).in_use().select_related("processing")
    if reads:
        names += TO_READERS
    if policies.read_contracts(request.actor, None):
        names += OnlineService.CONTRACT

    def say(row: Any) -> dict[str, Any]:
        say_all([row], request.today)
        fields = {name: getattr(row, name) for name in names}
        if row.accounts and row.accounts.compared_on:
            fields |= {"compared_on": row.accounts.compared_on, "differences": row.accounts.to_do}
        return fields | {
            "id": row.pk,
            "audience": row.concerned,
            "personal_data": row.gdpr_status.words,
            "url": _url(request, "online_services:service_page", row.pk),
        }

    return page_of(
        rows.by_name(), page, say, gather=lambda services: describe(services, request.member, timezone.now())
    )
