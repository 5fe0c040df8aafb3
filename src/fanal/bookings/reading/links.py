"""What a secret link opens, and what it shows: the day of all things, or the calendar of one."""

import re
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.conf import settings
from icalendar import Event

from fanal.accounts.models import School
from fanal.bookings.models import Bookable, Booking, BookingLink
from fanal.bookings.models.booking import BookingQuerySet
from fanal.bookings.rules.booking import IN_CALENDARS
from fanal.core.calendars import begin_calendar
from fanal.core.http.addresses import address
from fanal.core.mail.addresses import is_sealed, seal
from fanal.equipment.models import Custody
from fanal.equipment.models.custody import CustodyQuerySet

TOKEN = re.compile(r"[a-z2-7]{26}")
SCREEN, FEED, EVENT = "ecran-reservations", "agenda-reservations", "creneau-reservations"
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
    """RFC 5545: its bookings and lessons of the last month and to come, at the hours of the school."""
    school = bookable.school
    calendar = begin_calendar("Reservations", name=f"{bookable} – {school.name}")
    calendar.add("REFRESH-INTERVAL", REFRESH, parameters={"VALUE": "DURATION"})
    names = link.shows_names and bookable.shows_who
    for booking in _bookings_shown(bookable, now):
        calendar.add_component(_booking_event(booking, link, shows_names=names))
    for lesson in _lessons_shown(bookable, now):
        calendar.add_component(_lesson_event(lesson, bookable, link, shows_names=link.shows_names))
    calendar.add_missing_timezones()
    return calendar.to_ical()


def _bookings_shown(bookable: Bookable, now: datetime) -> BookingQuerySet:
    rows = Booking.objects.for_school(bookable.school_id).filter(bookable=bookable, custody__is_held=True)
    shown = rows.filter(custody__span__endswith__gt=now - IN_CALENDARS)
    return shown.with_thing_and_person().order_by("custody__span")


def _lessons_shown(bookable: Bookable, now: datetime) -> CustodyQuerySet:
    rows = Custody.objects.for_school(bookable.school_id).held().filter(kind=Custody.Kind.LESSON)
    in_room = rows.filter(room=bookable.room_id, room__isnull=False)
    return in_room.filter(span__endswith__gt=now - IN_CALENDARS).order_by("span")


def _booking_event(booking: Booking, link: BookingLink, *, shows_names: bool) -> Event:
    """Its key is sealed: neither it nor a stamp says when, or in which order, slots were booked."""
    person = booking.custody.person
    named = [booking.about, person.polite_name if person else ""] if shows_names else []
    if booking.is_closing:
        named = ["Fermé", *named]
    key = seal(EVENT, booking.school.uai, booking.pk)
    return _event(f"creneau-{key}", booking.custody, booking.bookable, link, named or ["Réservé"])


def _lesson_event(lesson: Custody, bookable: Bookable, link: BookingLink, *, shows_names: bool) -> Event:
    key = f"cours-{bookable.school.uai.lower()}-{bookable.pk}-{lesson.span.lower:%Y%m%dT%H%M}"
    return _event(key, lesson, bookable, link, ["Cours", lesson.label if shows_names else ""])


def _event(key: str, custody: Custody, bookable: Bookable, link: BookingLink, named: list[str]) -> Event:
    zone = bookable.school.zone_info
    return Event.new(
        uid=f"{key}@{settings.ENV.mail_domain}",
        stamp=link.made_at,
        start=custody.span.lower.astimezone(zone),
        end=custody.span.upper.astimezone(zone),
        summary=", ".join(filter(None, named)) or "Réservé",
        location=str(bookable),
    )
