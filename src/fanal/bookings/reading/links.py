"""What a secret link opens, and what it shows: the day of all things, or the calendar of one."""

import re
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.conf import settings
from icalendar import Event

from fanal.accounts.models import School
from fanal.bookings.models import Bookable, Booking, BookingLink
from fanal.bookings.rules.booking import IN_CALENDARS
from fanal.core.addresses import address
from fanal.core.calendars import begin_calendar
from fanal.core.mail.addresses import is_sealed, seal

TOKEN = re.compile(r"[a-z2-7]{26}")
SCREEN, FEED = "ecran-reservations", "agenda-reservations"
REFRESH = timedelta(hours=1)


def link_address(school: School, link: BookingLink) -> str:
    """The whole secret address of this link."""
    token = seal(SCREEN if link.bookable_id is None else FEED, school.uai, link.bookable_id, link.seed)
    page = "bookings:screen" if link.bookable_id is None else "bookings:thing_feed"
    return f"{settings.PUBLIC_URL}{address(page, school.uai, token)}"


def screen_of(school: School, token: str) -> BookingLink | None:
    return _opened(school, token, SCREEN, BookingLink.objects.for_school(school).filter(bookable=None))


def feed_of_thing(school: School, token: str) -> BookingLink | None:
    links = BookingLink.objects.for_school(school).filter(bookable__is_offered=True)
    return _opened(school, token, FEED, links.select_related("bookable__room", "bookable__equipment"))


def _opened(school: School, token: str, purpose: str, links: Iterable[BookingLink]) -> BookingLink | None:
    """A link carries no id: each is tried."""
    if not TOKEN.fullmatch(token):
        return None
    return next(
        (link for link in links if is_sealed(token, purpose, school.uai, link.bookable_id, link.seed)), None
    )


def calendar_of_thing(link: BookingLink, bookable: Bookable, now: datetime) -> bytes:
    """RFC 5545: its bookings of the last month and to come, at the hours of the school."""
    school = bookable.school
    calendar = begin_calendar("Reservations", name=f"{bookable} – {school.name}")
    calendar.add("REFRESH-INTERVAL", REFRESH, parameters={"VALUE": "DURATION"})
    rows = Booking.objects.for_school(school).filter(bookable=bookable, custody__is_held=True)
    shown = (
        rows.filter(custody__span__endswith__gt=now - IN_CALENDARS)
        .with_thing_and_person()
        .order_by("custody__span")
    )
    for booking in shown:
        calendar.add_component(_event(booking, school, shows_names=link.shows_names and bookable.shows_who))
    calendar.add_missing_timezones()
    return calendar.to_ical()


def _event(booking: Booking, school: School, *, shows_names: bool) -> Event:
    person = booking.custody.person
    named = [booking.about, person.polite_name if person else ""] if shows_names else []
    if booking.is_closing:
        named = ["Fermé", *named]
    return Event.new(
        uid=f"creneau-{school.uai.lower()}-{booking.pk}@{settings.ENV.mail_domain}",
        stamp=booking.made_at,
        start=booking.starts.astimezone(school.zone_info),
        end=booking.ends.astimezone(school.zone_info),
        summary=", ".join(filter(None, named)) or "Réservé",
        location=str(booking.bookable),
    )
