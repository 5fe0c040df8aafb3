"""The services of a school and who administers them, for programs: what the pages show its holder."""

from datetime import date
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from ninja import Path, Router, Schema

from fanal.accounts.policies.rights import require
from fanal.core.api import Number, Paged, PageNumber, answers, page_of
from fanal.core.http import get_or_404
from fanal.online_services import policies
from fanal.online_services.models import Designation, OnlineService
from fanal.online_services.reading.designations import line_of, seen_by
from fanal.online_services.reading.service_detail import say_all, with_accounts
from fanal.online_services.rules.designations import OPENS

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


class DesignationLine(Schema):
    """One act. `state`: draft, awaiting, upcoming, active, confirm, suspended, expired, revoked.

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


TO_ALL = ("name", "kind", "address", "access", "ask")
TO_READERS = ("owner", "provider", "hosting", "support")
ON_ACT = ("number", "nature", "service_id", "about", "starts_on", "ends_on", "published_on")


def _url(request: HttpRequest, name: str, reference: int) -> str:
    return request.build_absolute_uri(reverse(name, args=[request.member.school.uai, reference]))


@router.get(
    "/services",
    response=answers(ServicePage),
    summary="Les services en ligne, par nom",
    operation_id="service_list",
)
def service_list(request: HttpRequest, page: PageNumber = 1) -> dict[str, Any]:
    """Those in use. The contract and the accounts are told to whoever reads them on the pages."""
    require(policies.see_services, request.actor, None)
    names, reads = list(TO_ALL), policies.read_services(request.actor, None)
    rows = OnlineService.objects.for_school(request.member.school).in_use().select_related("processing")
    if reads:
        names, rows = names + list(TO_READERS), with_accounts(rows, request.member.school)
    if policies.read_contracts(request.actor, None):
        names += OnlineService.CONTRACT

    def say(row: Any) -> dict[str, Any]:
        say_all([row], request.today)
        fields = {name: getattr(row, name) for name in names}
        if reads:
            fields |= {"compared_on": row.last_on, "differences": row.to_do if row.last_on else None}
        return fields | {
            "id": row.pk,
            "audience": row.concerned,
            "personal_data": row.light.words,
            "url": _url(request, "online_services:service_page", row.pk),
        }

    return page_of(rows.by_name(), page, say)


def _said(request: HttpRequest, act: Designation, **more: Any) -> dict[str, Any]:
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
def designation_list(request: HttpRequest, page: PageNumber = 1, in_force: bool = False) -> dict[str, Any]:
    """The acts that its holder reads on the pages; with `in_force`, those that open something today."""
    rows = seen_by(request.member, request.today)
    rows = rows.in_force(request.today) if in_force else rows
    return page_of(rows.by_need(), page, lambda act: _said(request, act))


@router.get(
    "/designations/{int:number}",
    response=answers(DesignationOut),
    summary="Un acte",
    operation_id="designation",
)
def designation_one(request: HttpRequest, number: Path[Number]) -> dict[str, Any]:
    act: Designation = get_or_404(seen_by(request.member, request.today), number=number)
    more = {name: getattr(act, name) for name in ("operations", "excluded", "duties")}
    return _said(request, act, **more, substitute=act.substitute and str(act.substitute))
