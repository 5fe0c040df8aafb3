"""The bookings of one person to come, and how much of its trolley leaves with one."""

from datetime import datetime

from fanal.accounts.models.member import Member
from fanal.bookings.models import Booking
from fanal.bookings.models.booking import BookingQuerySet
from fanal.bookings.rules.booking import HOLDING, BookingState, left_of
from fanal.core.prepared import prepared
from fanal.equipment.models import Custody, Equipment

KEPT = (*HOLDING, BookingState.BACK)
MOST_OWN = 40  # bookings to come that a page lists


@prepared
def _to_come(school_id: int, person_id: int, now: datetime, *, most: int) -> BookingQuerySet:
    theirs = Booking.objects.for_school(school_id).filter(custody__person=person_id)
    return theirs.to_come(now).with_thing()[:most]


def own_to_come(member: Member, now: datetime, *, most: int = MOST_OWN) -> list[Booking]:
    """The next ones first; none for whoever is not of the school."""
    if member.person is None:
        return []
    return list(_to_come(member.school.pk, member.person.pk, now, most=most))


def later_of_series(booking: Booking, now: datetime) -> BookingQuerySet:
    """Those that « chaque semaine » made after this one, which can still be cancelled."""
    rows = Booking.objects.for_school(booking.school_id).holding().filter(series=booking.series)
    return rows.filter(custody__span__startswith__gt=max(booking.starts, now))


def content_said(booking: Booking) -> str:
    """« 13 sur 15 »: what leaves with it, among what is kept in it; nothing where nothing is."""
    equipment = booking.custody.equipment_id
    if equipment is None or booking.state not in KEPT:
        return ""
    total = Equipment.objects.for_school(booking.school_id).filter(kept_in=equipment).count()
    if not total:
        return ""
    parts = Custody.objects.for_school(booking.school_id).filter(within=booking.custody).held().count()
    return left_of(parts, max(total, parts))
