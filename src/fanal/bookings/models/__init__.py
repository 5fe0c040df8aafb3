"""What can be booked, and who booked it."""

from fanal.bookings.models.bookable import Approver, Bookable
from fanal.bookings.models.booking import Booking
from fanal.bookings.models.exam import Exam
from fanal.bookings.models.link import BookingLink
from fanal.bookings.models.waiting import WaitingListEntry

__all__ = [
    "Approver",
    "Bookable",
    "Booking",
    "BookingLink",
    "Exam",
    "WaitingListEntry",
]
