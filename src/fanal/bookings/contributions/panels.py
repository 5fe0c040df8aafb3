"""On a room or a machine that can be booked: who has it next, and where to book it (a label leads here)."""

from django.utils import timezone

from fanal.accounts.models.member import Member
from fanal.accounts.models.roles import TEAM
from fanal.bookings.models import Bookable, Booking
from fanal.core.panels import Panel
from fanal.core.registry import PANEL, register
from fanal.equipment.models import Equipment, Room

SHOWN = 3


def _bookable_of(member: Member, thing: Room | Equipment) -> Bookable | None:
    """Its own, or that of the trolley it is kept in. One question."""
    rows = Bookable.objects.visible_to(member).offered().select_related("room", "equipment")
    if isinstance(thing, Room):
        return rows.filter(room=thing).first()
    return rows.filter(equipment__in=[thing.pk, thing.kept_in_id or thing.pk]).first()


@register(PANEL, 20)
def next_bookings(member: Member, thing: object) -> Panel | None:
    if member.person is None or not isinstance(thing, Room | Equipment):
        return None
    bookable = _bookable_of(member, thing)
    if bookable is None:
        return None
    rows = Booking.objects.for_school(member.school).filter(bookable=bookable).to_come(timezone.now())
    shows_who = bookable.shows_who or member.has(*TEAM)
    context = {"bookable": bookable, "rows": rows.with_thing()[:SHOWN], "shows_who": shows_who} | {
        "is_inside": bookable.thing != thing
    }
    return Panel("Réservations", "bookings/panel.html", context)
