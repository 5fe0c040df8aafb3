"""The bookings of one person to come, and what is told of one."""

from datetime import datetime

from fanal.accounts.models.member import Member
from fanal.bookings.models import Booking
from fanal.bookings.models.booking import BookingQuerySet
from fanal.bookings.rules.booking import BookingState, left_of
from fanal.equipment.models import Custody, Equipment


def own_to_come(member: Member, now: datetime) -> BookingQuerySet:
    mine = Booking.objects.visible_to(member).filter(custody__person=member.person)
    return mine.to_come(now).with_thing()


def content_said(booking: Booking) -> str:
    """« 13 sur 15 »: what leaves with it, among what is kept in it; nothing where nothing is."""
    equipment = booking.custody.equipment_id
    if equipment is None or booking.state == BookingState.CANCELLED:
        return ""
    total = Equipment.objects.for_school(booking.school_id).filter(kept_in=equipment).count()
    if not total:
        return ""
    parts = Custody.objects.for_school(booking.school_id).filter(within=booking.custody).held().count()
    return left_of(parts, max(total, parts))
