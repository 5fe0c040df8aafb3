"""On a room or a machine that can be booked, and on a request about it: who has it next, where to book it.

A label leads to these pages.
"""

from django.db.models import Q
from django.utils import timezone

from fanal.accounts.models.member import Member
from fanal.accounts.models.roles import TEAM
from fanal.bookings.models import Bookable, Booking
from fanal.core.panels import Panel
from fanal.core.registry import PANEL, register
from fanal.equipment.models import Equipment, Room
from fanal.equipment.reading.request_subject import RequestSubject

SHOWN = 3


def _bookable_of(member: Member, room: Room | None, equipment: Equipment | None) -> Bookable | None:
    """That of the machine, or of the trolley it is kept in; else that of the room. One question."""
    of_room = Q(room=room) if room else Q(pk__in=[])
    machines = [equipment.pk, equipment.kept_in_id] if equipment else []
    rows = Bookable.objects.visible_to(member).offered().select_related("room", "equipment")
    return rows.filter(of_room | Q(equipment__in=machines)).order_by("equipment", "pk").first()


@register(PANEL, 20)
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
    bookable = _bookable_of(member, room, machine)
    if bookable is None:
        return None
    rows = Booking.objects.for_school(member.school).filter(bookable=bookable).to_come(timezone.now())
    shows_who = bookable.shows_who or member.has(*TEAM)
    context = {"bookable": bookable, "rows": rows.with_thing()[:SHOWN], "shows_who": shows_who} | {
        "is_inside": bookable.thing not in {room, machine}
    }
    return Panel("Réservations", "bookings/panel.html", context)
