"""One's own bookings in one's own calendar, at the hours of the lessons."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from icalendar import Event

from fanal.accounts.models import Person
from fanal.bookings.models import Booking
from fanal.bookings.rules.booking import IN_CALENDARS
from fanal.core.http.addresses import address
from fanal.core.registry import OWN_EVENTS, register


@register(OWN_EVENTS, "bookings")
def own_bookings(person: Person, now: datetime) -> list[Event]:
    """Two questions. A booking that was cancelled is gone, one that was given back early ends there."""
    school = person.school
    rows = Booking.objects.for_school(school).filter(custody__person=person, custody__is_held=True)
    shown = rows.filter(custody__span__endswith__gt=now - IN_CALENDARS).with_thing().order_by("custody__span")
    return [_event(booking, school.uai, school.zone_info) for booking in shown]


def _event(booking: Booking, uai: str, zone: ZoneInfo) -> Event:
    page = f"{settings.PUBLIC_URL}{address('bookings:booking_page', uai, booking.pk)}"
    about = f" ({booking.about})" if booking.about else ""
    return Event.new(
        uid=f"reservation-{uai.lower()}-{booking.pk}@{settings.ENV.mail_domain}",
        stamp=booking.made_at,
        start=booking.starts.astimezone(zone),
        end=booking.ends.astimezone(zone),
        summary=f"{booking.bookable}{about}",
        location=str(booking.bookable),
        description=page,
        url=page,
    )
