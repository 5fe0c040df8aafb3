"""The bookings of a school of the matrix: its lesson periods, a trolley, who has it."""

from datetime import time, timedelta

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.utils import timezone

from fanal.accounts.models import Person, School
from fanal.bookings.models import Bookable, Booking, LessonPeriod
from fanal.equipment.models import Custody, Equipment


def fill_bookings(school: School, person: Person, canary: str) -> None:
    """Its trolley is booked tomorrow, at every hour of lessons of every weekday."""
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
    Booking.objects.create(
        school=school, custody=held, bookable=bookable, periods="M1", about=canary, made_at=timezone.now()
    )
