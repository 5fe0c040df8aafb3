"""The bookings of the measured school: sixty things, each lesson of the week taken."""

from datetime import timedelta

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.utils import timezone

from fanal.accounts.models import Person, School
from fanal.accounts.models.member import actor_of
from fanal.accounts.models.roles import Role
from fanal.accounts.reading.calendars import calendar_of
from fanal.bookings.models import Bookable, Booking
from fanal.core.tenancy import scope
from fanal.equipment.models import Custody, Equipment, Room
from fanal.timetable.actions.periods import keep_periods
from fanal.timetable.rules.periods import MODELS, next_lesson

THINGS = 60


def fill(school_id: int) -> None:
    """Made once for a data set: the week that the page shows first."""
    school, now = School.objects.get(pk=school_id), timezone.now()
    periods, zone = MODELS["8h30"][1], school.zone_info
    with scope(school):
        if Bookable.objects.for_school(school).exists():
            return
        people = list(Person.objects.for_school(school).order_by("pk"))
        keep_periods(school, periods, by=actor_of(people[2], Role.HEAD))
        rooms = Room.objects.for_school(school).order_by("pk")[:THINGS]
        machines = Equipment.objects.for_school(school).order_by("pk")[: THINGS - len(rooms)]
        things = Bookable.objects.bulk_create(
            [
                *(Bookable(school=school, room=room) for room in rooms),
                *(Bookable(school=school, equipment=machine) for machine in machines),
            ]
        )
        day = next_lesson(timezone.localdate(), periods, now, zone, calendar_of(school).is_working)
        monday = day - timedelta(days=day.weekday())
        held = [
            (
                thing,
                period,
                Custody(
                    school=school,
                    kind=Custody.Kind.BOOKING,
                    room=thing.room,
                    equipment=thing.equipment,
                    person=people[rank % len(people)],
                    span=DateTimeTZRange(*period.on(monday + timedelta(days=period.weekday), zone)),
                ),
            )
            for rank, thing in enumerate(things)
            for period in periods
        ]
        Custody.objects.bulk_create([custody for _, _, custody in held])
        Booking.objects.bulk_create(
            [
                Booking(
                    school=school,
                    custody=custody,
                    bookable=thing,
                    periods=period.code,
                    about="4e A",
                    made_at=now,
                )
                for thing, period, custody in held
            ]
        )
