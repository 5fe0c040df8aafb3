"""What stands around the week of one thing: the other things, what is free now, what one has or awaits."""

from datetime import date
from urllib.parse import urlencode

from fanal.accounts.policies.rights import annotate_permissions
from fanal.accounts.reading.requests import SchoolRequest
from fanal.bookings.models import Bookable, Booking
from fanal.bookings.policies import booking as policies
from fanal.bookings.reading.addresses import week_address
from fanal.bookings.reading.cells import GridReader
from fanal.bookings.reading.own import FIRST_OWN
from fanal.bookings.reading.week import Week, free_now
from fanal.bookings.rules.booking import devices_of
from fanal.bookings.views.grid import AroundWeek, SlotWait, ThingChip, WeekGrid, for_whom, grid
from fanal.core.templatetags.fanal import day_words
from fanal.timetable.rules.periods import Period

MOST_CHIPS = 12  # beyond, a list to choose from


def week_with_around(
    request: SchoolRequest,
    bookable: Bookable,
    things: list[Bookable],
    own: list[Booking],
    day: date,
    periods: list[Period],
    reader: GridReader,
) -> tuple[WeekGrid, AroundWeek]:
    """The week of one thing, and what stands around it."""
    week = grid(request, bookable, day, periods, reader)
    return week, _around(request, week, things, own, day, periods, reader)


def _around(
    request: SchoolRequest,
    week_grid: WeekGrid,
    things: list[Bookable],
    own: list[Booking],
    day: date,
    periods: list[Period],
    reader: GridReader,
) -> AroundWeek:
    """What stands around the grid; what is free now, in the week that runs alone."""
    bookable, school = week_grid.bookable, request.member.school
    annotate_permissions([school], policies.manage_bookings, to=request.actor)
    is_this_week = day.isocalendar()[:2] == request.today.isocalendar()[:2]
    are_many, rest = len(things) > MOST_CHIPS, f"&le={day.isoformat()}{for_whom(request)}"
    for_oneself = week_address(school.uai, bookable, day)
    return AroundWeek(
        school=school,
        choices=[(one.pk, ", ".join(filter(None, _named(one))), one == bookable) for one in things],
        things=[] if are_many else [_chip(one, bookable, rest) for one in things],
        are_many=are_many,
        free_now=free_now(things, periods, reader, request.actor) if is_this_week else None,
        waits=_waits(request, week_grid.week, things),
        own=[(one, _words(one)) for one in (own if _wants_all(request) else own[:FIRST_OWN])],
        all_own="" if _wants_all(request) or len(own) <= FIRST_OWN else _address_of_all(request),
        for_somebody=f"{for_oneself}&pour=",
        for_oneself=for_oneself,
    )


def _waits(request: SchoolRequest, week: Week, things: list[Bookable]) -> list[SlotWait]:
    by_key, school = {one.pk: one for one in things}, request.member.school
    return [
        SlotWait(
            entry=one,
            thing=by_key[one.bookable_id],
            words=f"{day_words(one.starts_at, 'l j F')}, {one.periods}",
            url=week_address(
                school.uai, by_key[one.bookable_id], one.starts_at.astimezone(school.zone_info).date()
            ),
        )
        for one in week.waits
        if one.bookable_id in by_key
    ]


def _named(bookable: Bookable) -> tuple[str, str]:
    """« Valise 1 », « 13 sur 15 appareils »; a room holds nothing to count."""
    return str(bookable), devices_of(bookable.working, bookable.content) if bookable.content else ""


def _chip(one: Bookable, bookable: Bookable, rest: str) -> ThingChip:
    label, count = _named(one)
    return ThingChip(label, f"?quoi={one.pk}{rest}", count or None, one == bookable)


def _wants_all(request: SchoolRequest) -> bool:
    return "miennes" in request.GET


def _address_of_all(request: SchoolRequest) -> str:
    return f"?{urlencode({**request.GET.dict(), 'miennes': 'toutes'})}#miennes"


def _words(booking: Booking) -> str:
    """« mercredi 2 décembre, M2 · 4e A »; why, where it was refused."""
    when = f"{day_words(booking.starts, 'l j F')}, {booking.periods}"
    about = booking.reply if booking.is_lost else booking.about
    return " · ".join(filter(None, [when, about, "" if booking.is_lost else booking.left_words]))
