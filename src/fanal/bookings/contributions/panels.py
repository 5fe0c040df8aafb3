"""On a room or a machine that can be booked, and on a request about it: who has it next, where to book it.

A label leads to these pages.
"""

from datetime import datetime

from django.utils import timezone

from fanal.accounts.models.member import Member
from fanal.accounts.models.roles import TEAM
from fanal.bookings.models import Booking
from fanal.bookings.models.booking import BookingQuerySet
from fanal.bookings.reading.things import bookable_of
from fanal.core.database.prepared import prepared
from fanal.core.pages.panels import PANEL, Panel
from fanal.core.registry import register
from fanal.equipment.models import Equipment, Room
from fanal.equipment.reading.request_subject import RequestSubject

SHOWN = 3


@prepared
def _next(school_id: int, bookable_id: int, now: datetime) -> BookingQuerySet:
    rows = Booking.objects.for_school(school_id).filter(bookable=bookable_id)
    return rows.to_come(now).with_thing_and_person()[:SHOWN]


@register(PANEL, "bookings")
def next_bookings(member: Member, thing: object) -> Panel | None:
    match thing:
        case RequestSubject():
            room, machine = thing.room, thing.equipment
        case Room():
            room, machine = thing, None
        case Equipment():
            room, machine = None, thing
        case _:
            return None
    if member.person is None:
        return None
    bookable = bookable_of(member, room, machine)
    if bookable is None:
        return None
    rows = _next(member.school.pk, bookable.pk, timezone.now())
    shows_who = bookable.shows_who or member.has(*TEAM)
    context = {"bookable": bookable, "rows": rows, "shows_who": shows_who} | {
        "is_inside": bookable.thing not in {room, machine}
    }
    return Panel("Réservations", "bookings/panel.html", context)
