"""The pages of an académie: its adviser reads what schools agreed to, its DPO what waits in registers."""

from dataclasses import dataclass

from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from fanal.accounts.models import School
from fanal.accounts.models.roles import Role
from fanal.accounts.reading.requests import PartnerRequest
from fanal.core.http.answers import paginate
from fanal.core.pages.headings import ColumnHeading
from fanal.core.pages.page import Page, Paged, render
from fanal.core.sheets.download import download
from fanal.overview.reading.academy import COLUMNS, Sums, column_headings, counts_of, lines_of, sums_of
from fanal.overview.reading.delegate import DelegateLine, line_of, of_the_delegate
from fanal.overview.rules.school_order import SchoolOrder, read_order
from fanal.overview.views.access import ACADEMY, partner_page


@dataclass(frozen=True, kw_only=True)
class AcademyPage(Page):
    template = "overview/academy.html"
    fragment = "results"

    page: Paged
    order: SchoolOrder
    headings: list[ColumnHeading]
    sums: Sums
    silent: list[School]


@partner_page(Role.ADVISER, Role.DPO, because=ACADEMY)
def academy(request: PartnerRequest) -> HttpResponse:
    partner = request.partner
    if not partner.has(Role.ADVISER):
        return redirect("overview:data_protection", partner.body.code)
    order, counts = read_order(request.GET), counts_of(partner.readable, request.today)
    page = AcademyPage(
        page=paginate(request, lines_of(partner, order, counts, request.today)),
        order=order,
        headings=column_headings(order),
        sums=sums_of(partner, counts),
        silent=[school for school in partner.schools if school not in partner.readable],
    )
    return render(request, page)


@partner_page(Role.ADVISER, because=ACADEMY)
def academy_export(request: PartnerRequest, form: str) -> FileResponse:
    """The schools as the list shows them, all its pages; small counts are hidden there too."""
    partner, today = request.partner, request.today
    lines = lines_of(partner, read_order(request.GET), counts_of(partner.readable, today), today)
    rows = ([value(line) for _, value in COLUMNS] for line in lines)
    name = f"etablissements-{partner.body.code}-{today:%Y-%m-%d}"
    return download(form, [header for header, _ in COLUMNS], rows, name=name, title="Établissements")


@dataclass(frozen=True, kw_only=True)
class DelegatePage(Page):
    template = "overview/data_protection.html"

    page: Paged
    lines: list[DelegateLine]


@partner_page(Role.DPO, because=ACADEMY)
def data_protection(request: PartnerRequest) -> HttpResponse:
    since = [
        school
        for school in request.partner.schools
        if school.dpo_appointed_since and school.dpo_appointed_since <= request.today
    ]
    page = paginate(request, of_the_delegate(since, request.today))
    now = timezone.now()
    lines = [line_of(waits, now) for waits in page]
    return render(request, DelegatePage(page=page, lines=lines))
