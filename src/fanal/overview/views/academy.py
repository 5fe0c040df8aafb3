"""The pages of an académie: its adviser reads what schools agreed to, its DPO what waits in registers."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from fanal.accounts.models.roles import Role
from fanal.core.http import paginate, render_page
from fanal.overview.reading.academy import agreeing, lines_and_sums
from fanal.overview.reading.delegate import of_the_delegate
from fanal.overview.rules.queue import words_in
from fanal.overview.views.access import ACADEMY, partner_page


@partner_page(Role.ADVISER, Role.DPO, because=ACADEMY)
def academy(request: HttpRequest) -> HttpResponse:
    partner = request.partner
    if not partner.has(Role.ADVISER):
        return redirect("overview:data_protection", partner.body.code)
    words = words_in(request.GET)
    page = paginate(request, agreeing(partner, words))
    lines, sums = lines_and_sums(list(page), partner, request.today)
    silent = [school for school in partner.schools if school not in partner.readable]
    context = {"page": page, "lines": lines, "sums": sums, "words": words, "silent": silent}
    return render_page(request, "overview/academy.html", context, fragment="results")


@partner_page(Role.DPO, because=ACADEMY)
def data_protection(request: HttpRequest) -> HttpResponse:
    since = [
        school
        for school in request.partner.schools
        if school.dpo_appointed_since and school.dpo_appointed_since <= request.today
    ]
    page = paginate(request, since)
    lines = of_the_delegate(list(page), request.today, timezone.now())
    return render_page(request, "overview/data_protection.html", {"page": page, "lines": lines})
