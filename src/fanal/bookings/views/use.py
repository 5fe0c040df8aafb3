"""« L’usage »: how much is taken, and what was wanted in vain: an argument for the authority."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from fanal.accounts.policies.rights import require
from fanal.accounts.reading.requests import SchoolRequest
from fanal.accounts.reading.school_years import by_year
from fanal.bookings.policies import booking as policies
from fanal.bookings.reading.use import use_of
from fanal.bookings.rules.use import YearOfUse
from fanal.core.pages.page import render
from fanal.timetable.views.team_menu import TeamMenuPage
from fanal.year.rules.years import SchoolYear


@dataclass(frozen=True, kw_only=True)
class BookingUse(TeamMenuPage):
    template = "bookings/use.html"

    use: YearOfUse | None
    year: SchoolYear


@by_year
@require_safe
def use_page(request: SchoolRequest, uai: str) -> HttpResponse:
    require(policies.manage_bookings, request.actor, None)
    year = request.school_year.year
    until = min(request.today, request.school_year.ends_on)
    use = use_of(request.member.school, year.starts_on, until)
    return render(request, BookingUse(use=use, year=year))
