"""A booking may serve an objective of the digital project, unless it was refused or cancelled."""

from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from fanal.accounts.models.member import Member
from fanal.accounts.reading.objectives import TRACED_KIND, Area, traced_rows
from fanal.bookings.models import Booking
from fanal.bookings.rules.booking import BookingState
from fanal.core.http.addresses import address
from fanal.core.registry import register
from fanal.core.text.french import full_day


def _page(booking: Any, uai: str) -> str:
    return address("bookings:booking_page", uai, booking.pk)


def _rows(member: Member) -> QuerySet:
    return Booking.objects.visible_to(member).with_thing()


def _that_stand(rows: QuerySet) -> QuerySet:
    return rows.exclude(state__in=[BookingState.REFUSED, BookingState.CANCELLED])


def _name(booking: Any) -> str:
    day = full_day(timezone.localdate(booking.starts))
    return f"{booking}, {booking.about}, {day}" if booking.about else f"{booking}, {day}"


register(TRACED_KIND, "bookings.booking")(
    traced_rows(Booking, "Réservation", Area.BOOKING, url=_page, rows=_rows, standing=_that_stand, name=_name)
)
