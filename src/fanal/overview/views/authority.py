"""The pages of an authority's technicians: what waits for them, their fleet, their schools."""

from collections.abc import Callable, Iterable
from typing import Any

from django.core.paginator import Page
from django.http import FileResponse, HttpResponse

from fanal.accounts.models.roles import Role
from fanal.accounts.reading.requests import PartnerRequest
from fanal.core.errors import RuleBroken
from fanal.core.filter_chips import FilterChip
from fanal.core.http import paginate, render_page
from fanal.core.sheets.download import download
from fanal.overview.reading import fleet, queue
from fanal.overview.reading.choices import only
from fanal.overview.views.access import TECHNICIANS, partner_page

MOST_ROWS = 50_000
TOO_MANY = (
    f"Cette liste dépasse {MOST_ROWS // 1000} 000 lignes : l’export serait trop lourd. "
    "Choisissez un établissement ou un type, puis recommencez."
)
technician_page = partner_page(Role.TECHNICIAN, because=TECHNICIANS)


def _page(request: PartnerRequest, rows: Any, chips: list[FilterChip]) -> Page:
    """One page; the chips have already counted its rows."""
    return paginate(request, rows, count=next(chip.count for chip in chips if chip.current))


@technician_page
def authority_queue(request: PartnerRequest) -> HttpResponse:
    partner, today = request.partner, request.today
    filters = queue.filter_of(partner, request.GET)
    chips = queue.chips(partner, filters, today)
    page = _page(request, queue.rows_of(partner, filters, today), chips)
    context = {
        "filters": filters,
        "chips": chips,
        "page": page,
        "lines": queue.lines_of(partner, page, today),
        "selects": queue.selects(partner, filters),
        "chosen": next(iter(only(partner.schools, filters.school)), None) if filters.school else None,
    }
    return render_page(request, "overview/authority_queue.html", context, fragment="results")


@technician_page
def queue_export(request: PartnerRequest, form: str) -> FileResponse:
    partner, today = request.partner, request.today
    rows = queue.rows_of(partner, queue.filter_of(partner, request.GET), today)
    return _export(
        request, form, rows, lambda few: queue.lines_of(partner, few, today), queue.COLUMNS, "demandes"
    )


@technician_page
def authority_fleet(request: PartnerRequest) -> HttpResponse:
    partner, today = request.partner, request.today
    filters = fleet.filter_of(partner, request.GET)
    chips = fleet.chips(partner, filters, today)
    page = _page(request, fleet.rows_of(partner, filters, today), chips)
    context = {
        "filters": filters,
        "chips": chips,
        "page": page,
        "lines": list(fleet.lines_of(partner, page, today)),
        "selects": fleet.selects(partner, filters),
    }
    return render_page(request, "overview/authority_fleet.html", context, fragment="results")


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
