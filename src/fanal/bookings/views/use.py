"""« L’usage »: how much is taken, and what was wanted in vain: an argument for the authority."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from fanal.accounts.policies.rights import require
from fanal.accounts.reading.requests import SchoolRequest
from fanal.accounts.reading.school_years import by_year
from fanal.bookings.policies import booking as policies
from fanal.bookings.reading.use import use_of
from fanal.core.http import render_page


@by_year
@require_safe
def use_page(request: SchoolRequest, uai: str) -> HttpResponse:
    require(policies.manage_bookings, request.actor, None)
    year = request.school_year
    until = min(request.today, year.ends_on)
    context = {"use": use_of(request.member.school, year.moments, until), "year": year.year}
    return render_page(request, "bookings/use.html", context)
