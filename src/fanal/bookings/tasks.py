"""The job of the bookings: whoever booked hears of what was taken from them."""

from django.utils import timezone

from fanal.bookings.actions.shortfall import TELL, tell_remaining
from fanal.bookings.models import Booking
from fanal.core import jobs


@jobs.task(TELL)
def tell_what_is_left(*, school_id: int, booking_id: int) -> None:
    """Nothing to do for a booking that is no longer there."""
    booking = Booking.objects.for_school(school_id).filter(pk=booking_id).first()
    if booking is not None:
        tell_remaining(booking, now=timezone.now())
