"""A day of all that can be booked: for whoever works here, and on the screen in the hall."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from fanal.accounts.models import School
from fanal.accounts.policies.rights import require
from fanal.accounts.reading.open_school import enter_open_school
from fanal.accounts.reading.requests import SchoolRequest
from fanal.accounts.views.access import open_to
from fanal.bookings.policies import booking as policies
from fanal.bookings.reading.cells import reader_for, screen_reader
from fanal.bookings.reading.day import DayGrid, day_grid
from fanal.bookings.reading.links import calendar_of_thing, feed_of_thing, screen_of
from fanal.bookings.reading.week import offered, offered_to
from fanal.bookings.views.grid import day_shown
from fanal.core.pages.page import Page, render
from fanal.timetable.reading.periods import periods_of
from fanal.timetable.rules.periods import next_lesson

SCREEN = "Lien secret d’un écran : le jour des salles et des lots, sans nom sauf si l’établissement le veut."
FEED = "Lien secret d’un agenda : quand une salle est prise, sans nom sauf si l’établissement le veut."
REFRESH = 60  # seconds; a screen in a hall has nobody to press a key
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, kw_only=True)
class BookingDay(Page):
    template = "bookings/day.html"

    grid: DayGrid
    before: date
    after: date


@require_safe
def day_page(request: SchoolRequest, uai: str) -> HttpResponse:
    require(policies.book, request.actor, None)
    periods, reader = periods_of(request.member.school), reader_for(request.member, timezone.now())
    day = day_shown(request, periods, reader)
    grid = day_grid(offered_to(request.member), day, periods, reader)
    return render(request, BookingDay(grid=grid, before=day - ONE_DAY, after=day + ONE_DAY))


@dataclass(frozen=True, kw_only=True)
class HallScreen(Page):
    template = "bookings/screen.html"

    school: School
    grid: DayGrid
    now: datetime


# A screen has no account: the seal in the address is the proof.
@open_to("anyone", because=SCREEN)
@require_safe
def screen(request: SchoolRequest, uai: str, token: str) -> HttpResponse:
    school = enter_open_school(request, uai)
    link = screen_of(school, token)
    if link is None:
        raise Http404
    now, periods = timezone.now(), periods_of(school)
    reader = screen_reader(school, now, names=link.shows_names)
    today = now.astimezone(school.zone_info).date()
    day = next_lesson(today, periods, now, school.zone_info, reader.calendar.is_working)
    grid = day_grid(offered(school), day, periods, reader)
    answer = render(request, HallScreen(school=school, grid=grid, now=now))
    answer.headers["Refresh"] = str(REFRESH)
    return answer


@open_to("anyone", because=FEED)
@require_safe
def thing_feed(request: SchoolRequest, uai: str, token: str) -> HttpResponse:
    school = enter_open_school(request, uai)
    link = feed_of_thing(school, token)
    if link is None or link.bookable is None:
        raise Http404
    body = calendar_of_thing(link, link.bookable, timezone.now())
    return HttpResponse(body, content_type="text/calendar; charset=utf-8")
