"""Something is taken from what somebody booked: they are told, once for all that left in a few minutes."""

from collections.abc import Collection
from datetime import datetime, timedelta

from django.db import transaction

from fanal.accounts.actions.awaiting import roles_of
from fanal.accounts.models.member import actor_of
from fanal.bookings.actions import notices
from fanal.bookings.models import Bookable, Booking
from fanal.bookings.reading.remaining import others_free, remaining_of
from fanal.core import jobs

TELL = "bookings.tell_remaining"
GATHERED = timedelta(minutes=5)  # a class that borrows takes its tablets one by one


def tell_later(school_id: int, custodies: Collection[int], *, now: datetime) -> None:
    """A job for each booking to come of these custodies; in the transaction that changes what they hold."""
    rows = Booking.objects.for_school(school_id).to_come(now).filter(custody__in=custodies)
    concerned = rows.filter(custody__person__isnull=False).values_list("pk", flat=True)
    for pk in concerned:
        jobs.defer_until(now + GATHERED, TELL, school_id=school_id, booking_id=pk)


@transaction.atomic
def tell_remaining(booking: Booking, *, now: datetime) -> bool:
    """Say to its person how much is left, where it matters and was not said. Done again, nothing."""
    booking = Booking.objects.for_school(booking.school_id).locked(booking.pk)
    if not booking.is_to_use_at(now) or booking.custody.person is None:
        return False
    remaining = remaining_of(booking)
    if not remaining.is_to_announce(booking.announced):
        return False
    booking.announced = None if remaining.is_whole else remaining.count
    booking.save(update_fields=["announced"])
    notices.tell_remaining(booking, remaining, [] if remaining.is_whole else _others(booking, now), now=now)
    return True


def _others(booking: Booking, now: datetime) -> list[Bookable]:
    """What its person may book instead: not what is for others."""
    person = booking.custody.person
    assert person is not None
    day = now.astimezone(booking.school.zone_info).date()
    return others_free(booking, actor_of(person, *roles_of(person, day)))
