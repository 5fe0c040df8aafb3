"""The pages of an authority's technicians: what waits for them, their fleet, their schools."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.http import FileResponse, HttpResponse

from fanal.accounts.models import School
from fanal.accounts.models.roles import Role
from fanal.accounts.reading.requests import PartnerRequest
from fanal.core.errors import RuleBroken
from fanal.core.http.answers import paginate
from fanal.core.pages.filter_chips import FilterChip
from fanal.core.pages.page import Page, Paged, render
from fanal.core.sheets.download import download
from fanal.overview.reading import fleet, queue
from fanal.overview.reading.choices import Select, only
from fanal.overview.rules.fleet import FleetFilter
from fanal.overview.rules.queue import QueueFilter
from fanal.overview.views.access import TECHNICIANS, partner_page

MOST_ROWS = 50_000
TOO_MANY = (
    f"Cette liste dépasse {MOST_ROWS // 1000} 000 lignes : l’export serait trop lourd. "
    "Choisissez un établissement ou un type, puis recommencez."
)
technician_page = partner_page(Role.TECHNICIAN, because=TECHNICIANS)


def _page(request: PartnerRequest, rows: Any, chips: list[FilterChip]) -> Paged:
    """One page; the chips have already counted its rows."""
    return paginate(request, rows, count=next(chip.count for chip in chips if chip.current))


@dataclass(frozen=True, kw_only=True)
class QueuePage(Page):
    template = "overview/authority_queue.html"
    fragment = "results"

    page: Paged
    lines: list[queue.QueueRow]
    filters: QueueFilter
    chips: list[FilterChip]
    selects: list[Select]
    school: School | None  # the only one that the filter leaves


@technician_page
def authority_queue(request: PartnerRequest) -> HttpResponse:
    partner, today = request.partner, request.today
    filters = queue.filter_of(partner, request.GET)
    chips = queue.chips(partner, filters, today)
    rows = _page(request, queue.rows_of(partner, filters, today), chips)
    page = QueuePage(
        page=rows,
        lines=queue.lines_of(partner, rows, today),
        filters=filters,
        chips=chips,
        selects=queue.selects(partner, filters),
        school=next(iter(only(partner.schools, filters.school)), None) if filters.school else None,
    )
    return render(request, page)


@technician_page
def queue_export(request: PartnerRequest, form: str) -> FileResponse:
    partner, today = request.partner, request.today
    rows = queue.rows_of(partner, queue.filter_of(partner, request.GET), today)
    return _export(
        request, form, rows, lambda few: queue.lines_of(partner, few, today), queue.COLUMNS, "demandes"
    )


@dataclass(frozen=True, kw_only=True)
class FleetPage(Page):
    template = "overview/authority_fleet.html"
    fragment = "results"

    page: Paged
    lines: list[fleet.MachineRow]
    filters: FleetFilter
    chips: list[FilterChip]
    selects: list[Select]


@technician_page
def authority_fleet(request: PartnerRequest) -> HttpResponse:
    partner, today = request.partner, request.today
    filters = fleet.filter_of(partner, request.GET)
    chips = fleet.chips(partner, filters, today)
    rows = _page(request, fleet.rows_of(partner, filters, today), chips)
    page = FleetPage(
        page=rows,
        lines=list(fleet.lines_of(partner, rows, today)),
        filters=filters,
        chips=chips,
        selects=fleet.selects(partner, filters),
    )
    return render(request, page)


@technician_page
def fleet_export(request: PartnerRequest, form: str) -> FileResponse:
    partner, today = request.partner, request.today
    rows = fleet.rows_of(partner, fleet.filter_of(partner, request.GET), today)
    return _export(
        request, form, rows, lambda few: fleet.lines_of(partner, few, today), fleet.COLUMNS, "parc"
    )


def _export(
    request: PartnerRequest,
    form: str,
    rows: Any,
    lines_of: Callable[[Any], Iterable[Any]],
    columns: Any,
    name: str,
) -> FileResponse:
    """The rows and columns of the list as shown, all its pages, as one file."""
    first_rows = list(rows[: MOST_ROWS + 1])
    if len(first_rows) > MOST_ROWS:
        raise RuleBroken(TOO_MANY)
    lines = ([value(line) for _, value in columns] for line in lines_of(first_rows))
    file_name = f"{name}-{request.partner.body.code}-{request.today:%Y-%m-%d}"
    return download(form, [header for header, _ in columns], lines, name=file_name, title=name.capitalize())
