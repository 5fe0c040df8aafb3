"""The timetable as busy slots: read, shown, put in force, taken back. Bookings made before it stay."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from fanal.accounts.models import School
from fanal.accounts.models.member import Actor
from fanal.accounts.policies.rights import require
from fanal.accounts.reading.calendars import calendar_of
from fanal.accounts.rules.years import year_of
from fanal.bookings.formats.timetable_file import TimetableFile
from fanal.bookings.models import Bookable, Timetable
from fanal.bookings.models.alternation import alternation_of
from fanal.bookings.policies import booking as policies
from fanal.bookings.reading.week import periods_of
from fanal.bookings.rules.timetable import Lesson, apart, fitted, room_named
from fanal.core import jobs, journal
from fanal.core.errors import RuleBroken
from fanal.core.words import fold
from fanal.equipment.models import Custody, Room
from fanal.equipment.models.custody import CustodyQuerySet

HOLD = "bookings.hold_lessons"
MOST_TOLD = 200
BATCH = 2000
ONE_DAY = timedelta(days=1)


@transaction.atomic
def keep_timetable(school: School, file: TimetableFile, *, now: datetime, by: Actor) -> Timetable:
    """Keep its lessons; nothing is held yet. RuleBroken when it has none."""
    require(policies.manage_bookings, by, None)
    if not file.lessons:
        raise RuleBroken("Aucune ligne n’a de jour, d’heure et de salle : rien n’est gardé.")
    names = list(Room.objects.for_school(school).in_use().values_list("pk", "name"))
    counts = Counter(fold(room) for _, room in names)
    rooms = {fold(room): pk for pk, room in names if counts[fold(room)] == 1}
    named = {name: room_named(name, rooms) for name in {lesson.room for lesson in file.lessons}}
    known = [(named[lesson.room], lesson) for lesson in file.lessons]
    Timetable.objects.for_school(school).filter(is_in_force=False).delete()  # what was read and left
    made = Timetable.objects.create(
        school=school,
        name=file.name[-120:],
        sha256=file.sha256,
        lessons=sorted({_packed(pk, lesson) for pk, lesson in known if pk is not None}),
        refused=file.refused[:MOST_TOLD],
        unknown_rooms=sorted({name[:80] for name, pk in named.items() if pk is None})[:MOST_TOLD],
        made_at=now,
        made_by_id=by.person_id,
    )
    lessons, refused = len(made.lessons), len(file.refused)
    journal.noted(made, by=by, verb="bookings.timetable_read", lessons=lessons, refused=refused)
    return made


def _packed(room: int, lesson: Lesson) -> tuple[int, int, str, str, str, str, tuple[str, ...]]:
    return (
        room,
        lesson.weekday,
        f"{lesson.starts:%H:%M}",
        f"{lesson.ends:%H:%M}",
        lesson.weeks,
        lesson.about,
        tuple(day.isoformat() for day in lesson.days),
    )


@transaction.atomic
def put_in_force(timetable: Timetable, *, now: datetime, by: Actor) -> None:
    """Its lessons hold the rooms that can be booked, from tomorrow to the end of the year, and no others do.

    Each room is a job of its own: a lycée of a hundred rooms takes twenty seconds, and nobody waits for them.
    """
    timetable = _held(timetable, by)
    Timetable.objects.for_school(timetable.school_id).filter(is_in_force=True).exclude(
        pk=timetable.pk
    ).delete()
    journal.write_changes(timetable, {"is_in_force": True}, by=by, verb="bookings.timetable_in_force")
    timetable.left_out = {}
    timetable.save(update_fields=["left_out"])
    _hold_rooms_later(timetable.school, now)


@transaction.atomic
def take_back(timetable: Timetable, *, now: datetime, by: Actor) -> None:
    """The rooms are free again from tomorrow on; what was before stays."""
    timetable = _held(timetable, by)
    journal.noted(timetable, by=by, verb="bookings.timetable_removed")
    timetable.delete()
    if timetable.is_in_force:
        _hold_rooms_later(timetable.school, now)


def _held(timetable: Timetable, by: Actor) -> Timetable:
    school = School.objects.held(timetable.school_id)
    timetable = Timetable.objects.for_school(school).locked(timetable.pk)
    require(policies.manage_bookings, by, None)
    return timetable


def _hold_rooms_later(school: School, now: datetime) -> None:
    rooms = Bookable.objects.for_school(school).offered().filter(room__isnull=False)
    for room in {
        *rooms.values_list("room", flat=True),
        *_lessons_to_come(school, now).values_list("room", flat=True),
    }:
        jobs.defer(HOLD, school_id=school.pk, room_id=room)


@transaction.atomic
def hold_room(room: Room, *, now: datetime) -> None:
    """Bring the lessons of this room to those of the timetable in force, or to none; done again, the same.

    What somebody booked stays: PostgreSQL leaves those lessons out, and the timetable says how many.
    """
    school = room.school
    room = Room.objects.for_school(school).locked(room.pk)
    lessons = _lessons_to_come(school, now).filter(room=room)
    lessons.delete()
    is_offered = Bookable.objects.for_school(school).offered().filter(room=room).exists()
    rows = Timetable.objects.for_school(school).filter(is_in_force=True)
    timetable = rows.select_for_update(of=("self",)).first()
    if timetable is None or not is_offered:
        return
    wanted = [
        Custody(school=school, kind=Custody.Kind.LESSON, room=room, span=span, label=classes)
        for span, classes in _spans(timetable, room, now)
    ]
    Custody.objects.bulk_create(wanted, batch_size=BATCH, ignore_conflicts=True)
    timetable.left_out[str(room.pk)] = len(wanted) - lessons.count()
    timetable.save(update_fields=["left_out"])


def _lessons_to_come(school: School, now: datetime) -> CustodyQuerySet:
    """From tomorrow on: those of today take place."""
    tomorrow = datetime.combine(now.astimezone(school.zone_info).date() + ONE_DAY, time(), school.zone_info)
    lessons = Custody.objects.for_school(school).filter(kind=Custody.Kind.LESSON)
    return lessons.filter(span__startswith__gte=tomorrow)


def _spans(timetable: Timetable, room: Room, now: datetime) -> Iterator[tuple[DateTimeTZRange, str]]:
    """Each lesson of the room on each of its days, with its classes, from tomorrow to the end of lessons."""
    school = timetable.school
    zone, calendar, alternation = school.zone_info, calendar_of(school), alternation_of(school)
    today, periods = now.astimezone(zone).date(), periods_of(school)
    lessons = [lesson for number, lesson in timetable.room_lessons() if number == room.pk]
    for day in _days(today + ONE_DAY, year_of(today).lessons_end_on):
        if not calendar.is_working(day):
            continue
        letter = alternation.letter(day, calendar)
        hours = [period for period in periods if period.weekday == day.weekday()]
        held = [
            (*fitted(lesson.starts, lesson.ends, hours), lesson.about)
            for lesson in lessons
            if lesson.is_on(day, letter)
        ]
        for starts, ends, classes in apart(held):
            first, last = datetime.combine(day, starts, zone), datetime.combine(day, ends, zone)
            yield DateTimeTZRange(first, last), classes


def _days(first: date, last: date) -> Iterable[date]:
    return (first + ONE_DAY * shift for shift in range((last - first).days + 1))
