"""The bookings of a school of the matrix: its lesson periods, a trolley, who has it."""

from datetime import time, timedelta

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.utils import timezone

from fanal.accounts.models import Person, School
from fanal.bookings.models import Approver, Bookable, Booking, BookingLink, Exam, WaitingListEntry
from fanal.equipment.models import Custody, Equipment
from fanal.timetable.models import LessonPeriod, Timetable, WeekAlternation


def fill_bookings(school: School, person: Person, canary: str) -> None:
    """Its trolley is booked tomorrow, at every hour of lessons of every weekday; somebody waits for it."""
    trolley = Equipment.objects.get(school=school)
    bookable = Bookable.objects.create(school=school, equipment=trolley)
    for weekday in range(5):
        hours = {"starts": time(8), "ends": time(18)}
        LessonPeriod.objects.create(school=school, weekday=weekday, code="M1", **hours)
    starts = timezone.now() + timedelta(days=1)
    held = Custody.objects.create(
        school=school,
        kind=Custody.Kind.BOOKING,
        equipment=trolley,
        person=person,
        span=DateTimeTZRange(starts, starts + timedelta(hours=1)),
    )
    now = timezone.now()
    Booking.objects.create(
        school=school, custody=held, bookable=bookable, periods="M1", about=canary, made_at=now
    )
    Approver.objects.create(school=school, bookable=bookable, person=person)
    ends = starts + timedelta(hours=1)
    waits = {"bookable": bookable, "person": person, "periods": "M1", "starts_at": starts, "ends_at": ends}
    WaitingListEntry.objects.create(school=school, made_at=now, **waits)
    BookingLink.objects.create(school=school, bookable=bookable, seed=f"{school.pk:032d}", made_at=now)
    Timetable.objects.create(school=school, name=canary, sha256="0" * 64, unknown_rooms=[canary], made_at=now)
    values = {"name": canary, "day": now.date(), "periods": "M1", "candidates": 1}
    Exam.objects.create(school=school, made_at=now, **values)
    WeekAlternation.objects.create(school=school, way="even")
