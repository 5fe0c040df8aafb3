"""What is left of what somebody booked, and what else is free at the same hour."""

from fanal.accounts.models.member import Actor, Member
from fanal.bookings.models import Bookable, Booking
from fanal.bookings.rules.booking import devices_of
from fanal.bookings.rules.shortfall import Remaining
from fanal.equipment.models import Custody

MOST_OTHERS = 4  # that a letter and a page name


def remaining_of(booking: Booking) -> Remaining:
    """What it holds now, among all that it held once. Two questions."""
    parts = Custody.objects.for_school(booking.school_id).filter(within=booking.custody)
    total = parts.order_by().values("equipment").distinct().count()
    row = Bookable.objects.for_school(booking.school_id).listed().get(pk=booking.bookable_id)
    if row.is_out:
        return Remaining(0, max(total, 1), has_content=total > 0)
    if not total:
        return Remaining(1, 1, has_content=False)
    return Remaining(parts.held().count(), total)


def others_free(booking: Booking, whoever: Actor | Member) -> list[Bookable]:
    """Other things of the same sort that nobody has then, and that `whoever` may book. Two questions."""
    rows = Bookable.objects.for_school(booking.school_id).offered().listed().exclude(pk=booking.bookable_id)
    same = rows.filter(room__isnull=not booking.bookable.is_room)
    custodies = Custody.objects.for_school(booking.school_id).held().over(booking.starts, booking.ends)
    taken = set(custodies.values_list("room", "equipment"))
    usable = [one for one in same if not one.why_no_use and one.is_for(whoever)]
    free = [one for one in usable if (one.room_id, one.equipment_id) not in taken]
    return sorted(free, key=lambda one: (-one.working, str(one)))[:MOST_OTHERS]


def other_words(one: Bookable) -> str:
    """« Valise 2 (13 sur 15 appareils) »; a room holds nothing to count."""
    return f"{one} ({devices_of(one.working, one.content)})" if one.content else str(one)
