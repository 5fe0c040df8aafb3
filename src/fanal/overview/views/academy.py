"""The pages of an académie: its adviser reads what schools agreed to, its DPO what waits in registers."""

from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from fanal.accounts.models.roles import Role
from fanal.accounts.reading.requests import PartnerRequest
from fanal.core.http import paginate, render_page
from fanal.core.sheets.download import download
from fanal.overview.reading.academy import COLUMNS, column_headings, counts_of, lines_of, sums_of
from fanal.overview.reading.delegate import of_the_delegate
from fanal.overview.rules.school_order import read_order
from fanal.overview.views.access import ACADEMY, partner_page


@partner_page(Role.ADVISER, Role.DPO, because=ACADEMY)
def academy(request: PartnerRequest) -> HttpResponse:
    partner = request.partner
    if not partner.has(Role.ADVISER):
        return redirect("overview:data_protection", partner.body.code)
    order, counts = read_order(request.GET), counts_of(partner.readable, request.today)
    page = paginate(request, lines_of(partner, order, counts, request.today))
    silent = [school for school in partner.schools if school not in partner.readable]
    context = {
        "page": page,
        "order": order,
        "headings": column_headings(order),
        "sums": sums_of(partner, counts),
        "silent": silent,
    }
    return render_page(request, "overview/academy.html", context, fragment="results")


@partner_page(Role.ADVISER, because=ACADEMY)
def academy_export(request: PartnerRequest, form: str) -> FileResponse:
    """The schools as the list shows them, all its pages; small counts are hidden there too."""
    partner, today = request.partner, request.today
    lines = lines_of(partner, read_order(request.GET), counts_of(partner.readable, today), today)
    rows = ([value(line) for _, value in COLUMNS] for line in lines)
    name = f"etablissements-{partner.body.code}-{today:%Y-%m-%d}"
    return download(form, [header for header, _ in COLUMNS], rows, name=name, title="Établissements")


@partner_page(Role.DPO, because=ACADEMY)
def data_protection(request: PartnerRequest) -> HttpResponse:
    since = [
        school
        for school in request.partner.schools
        if school.dpo_appointed_since and school.dpo_appointed_since <= request.today
    ]
    page = paginate(request, since)
    lines = of_the_delegate(list(page), request.today, timezone.now())
    return render_page(request, "overview/data_protection.html", {"page": page, "lines": lines})
