"""Who administers which service, by which act, for programs: what the pages show its holder."""

from datetime import date
from typing import Any

from django.urls import reverse
from ninja import Path, Router, Schema

from fanal.accounts.reading.requests import SchoolRequest
from fanal.core.http.answers import get_or_404
from fanal.core.http.api import Number, Paged, PageNumber, answers, page_of
from fanal.designations.models import Designation
from fanal.designations.reading.designations import line_of, seen_by
from fanal.designations.rules.designations import OPENS

router = Router(tags=["services"])


class DesignationLine(Schema):
    """One act. `state`: draft, awaiting, upcoming, active, confirm, suspended, lapsed, expired,
    revoked.

    Without a `service_id` it is about Fanal itself. `opens`: whether it opens what it permits today.
    """

    number: int
    nature: str
    service_id: int | None
    about: str
    delegate: str
    state: str
    state_words: str
    opens: bool
    starts_on: date
    ends_on: date
    signed_on: date | None
    published_on: date | None
    is_accepted: bool
    url: str


class DesignationPage(Paged):
    items: list[DesignationLine]


class DesignationOut(DesignationLine):
    """One act and what it permits, excludes and asks for."""

    operations: list[str]
    excluded: list[str]
    duties: list[str]
    substitute: str | None


ON_ACT = ("number", "nature", "service_id", "about", "starts_on", "ends_on", "published_on")


def _url(request: SchoolRequest, name: str, reference: int) -> str:
    return request.build_absolute_uri(reverse(name, args=[request.member.school.uai, reference]))


def _as_json(request: SchoolRequest, act: Designation, **more: Any) -> dict[str, Any]:
    line = line_of(act, request.today)
    return (
        {name: getattr(act, name) for name in ON_ACT}
        | more
        | {
            "delegate": str(act.delegate),
            "state": line.state,
            "state_words": line.words,
            "opens": line.state in OPENS,
            "signed_on": act.signing and act.signing.signed_on,
            "is_accepted": act.acknowledged_at is not None,
            "url": _url(request, "designations:act_page", act.number),
        }
    )


@router.get(
    "/designations",
    response=answers(DesignationPage),
    summary="Qui administre quoi, par quel acte",
    operation_id="designation_list",
)
def designation_list(request: SchoolRequest, page: PageNumber = 1, in_force: bool = False) -> dict[str, Any]:
    """The acts that its holder reads on the pages; with `in_force`, those that open something today."""
    rows = seen_by(request.member, request.today)
    rows = rows.in_force(request.today) if in_force else rows
    return page_of(rows.by_need(), page, lambda act: _as_json(request, act))


@router.get(
    "/designations/{int:number}",
    response=answers(DesignationOut),
    summary="Un acte",
    operation_id="designation",
)
def designation_one(request: SchoolRequest, number: Path[Number]) -> dict[str, Any]:
    act: Designation = get_or_404(seen_by(request.member, request.today), number=number)
    more = {name: getattr(act, name) for name in ("operations", "excluded", "duties")}
    return _as_json(request, act, **more, substitute=act.substitute and str(act.substitute))
