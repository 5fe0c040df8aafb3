"""The timetable as busy slots: read, shown, put in force, taken back. Bookings made before it stay."""

from collections import Counter, defaultdict
from datetime import UTC, datetime, time

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from fanal.accounts.models import School
from fanal.accounts.models.member import Actor
from fanal.accounts.policies.rights import require
from fanal.core import jobs, journal
from fanal.core.errors import RuleBroken
from fanal.core.text.words import fold
from fanal.equipment.models import Custody, Room
from fanal.equipment.models.custody import CustodyQuerySet
from fanal.timetable.formats.timetable_file import TimetableFile
from fanal.timetable.models import Timetable
from fanal.timetable.policies import timetable as policies
from fanal.timetable.reading.lesson_rooms import lesson_rooms
from fanal.timetable.reading.lessons import ONE_DAY, lesson_days
from fanal.timetable.rules.free_parts import Stretch
from fanal.timetable.rules.timetable import Lesson, rooms_named

HOLD = "bookings.hold_lessons"
MOST_TOLD, MOST_NAMED = 200, 10
BATCH, LONGEST_NAME = 2000, 80


@transaction.atomic
def keep_timetable(school: School, file: TimetableFile, *, now: datetime, by: Actor) -> Timetable:
    """Keep its lessons; nothing is held yet."""
    require(policies.manage_bookings, by, None)
    names = list(Room.objects.for_school(school).in_use().values_list("pk", "name"))
    counts = Counter(fold(room) for _, room in names)
    matches = _matches(school, dict(names))
    rooms = {fold(name): pk for name, pk in matches.items()}
    rooms |= {fold(room): pk for pk, room in names if counts[fold(room)] == 1}
    named = {name: rooms_named(name, rooms) for name in {lesson.room for lesson in file.lessons}}
    kept = {_packed(pk, lesson) for lesson in file.lessons for pk in named[lesson.room][0]}
    unknown = defaultdict[str, list[Lesson]](list)
    for lesson in file.lessons:
        for name in named[lesson.room][1]:
            unknown[name[:LONGEST_NAME]].append(lesson)
    left = [
        [name, len(lessons), [_packed(0, one)[1:] for one in lessons], None]
        for name, lessons in sorted(unknown.items())[:MOST_TOLD]
    ]
    left += [[name, 0, [], room] for name, room in sorted(matches.items())[:MOST_TOLD]]
    Timetable.objects.for_school(school).filter(is_in_force=False).delete()  # what was read and left
    made = Timetable.objects.create(
        school=school,
        name=file.name[-120:],
        sha256=file.sha256,
        lessons=sorted(kept),
        refused=file.refused[:MOST_TOLD],
        unknown_rooms=left,
        made_at=now,
        made_by_id=by.person_id,
    )
    lessons, refused = len(made.lessons), len(file.refused)
    journal.noted(made, by=by, verb="bookings.timetable_read", lessons=lessons, refused=refused)
    return made


def _matches(school: School, rooms: dict[int, str]) -> dict[str, int]:
    """The rooms that somebody chose for names of the files before, where they are still in use."""
    chosen = dict[str, int]()
    rows = Timetable.objects.for_school(school).order_by("pk").values_list("unknown_rooms", flat=True)
    for unknown in rows:
        chosen |= Timetable(unknown_rooms=unknown).matches
    return {name: pk for name, pk in chosen.items() if pk in rooms}


@transaction.atomic
def match_rooms(timetable: Timetable, chosen: dict[str, int], *, by: Actor) -> int:
    """These names of the file are these rooms, now and in the files that follow. How many."""
    timetable = _held(timetable, by)
    left = {one.name for one in timetable.left_rooms}
    rooms = {name: room for name, room in chosen.items() if name in left}
    if not rooms:
        raise RuleBroken("Choisissez une salle en face d’un nom au moins.")
    values = timetable.matched(rooms)
    timetable.lessons, timetable.unknown_rooms = values["lessons"], values["unknown_rooms"]
    timetable.save(update_fields=["lessons", "unknown_rooms"])
    journal.noted(timetable, by=by, verb="bookings.timetable_matched", rooms=len(rooms))
    if timetable.is_in_force:
        hold_rooms_later(timetable.school)
    return len(rooms)


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
def put_in_force(timetable: Timetable, *, by: Actor) -> None:
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
    hold_rooms_later(timetable.school)


@transaction.atomic
def take_back(timetable: Timetable, *, by: Actor) -> None:
    """The rooms are free again from tomorrow on; what was before stays."""
    timetable = _held(timetable, by)
    journal.noted(timetable, by=by, verb="bookings.timetable_removed")
    timetable.delete()
    if timetable.is_in_force:
        hold_rooms_later(timetable.school)


def _held(timetable: Timetable, by: Actor) -> Timetable:
    school = School.objects.held(timetable.school_id)
    timetable = Timetable.objects.for_school(school).locked(timetable.pk)
    require(policies.manage_bookings, by, None)
    return timetable


def hold_rooms_later(school: School) -> None:
    """A job for each room whose lessons may change: what decides of them has changed."""
    lessons = Custody.objects.for_school(school).filter(kind=Custody.Kind.LESSON)
    rooms = {*lessons.values_list("room", flat=True)}
    if Timetable.objects.for_school(school).filter(is_in_force=True).exists():
        rooms |= lesson_rooms(school.pk)
    for room in rooms:
        jobs.defer(HOLD, school_id=school.pk, room_id=room)


@transaction.atomic
def hold_room(room: Room, *, now: datetime) -> None:
    """Bring the lessons of this room to those of the timetable in force, or to none; done again, the same.

    What somebody booked stays: a lesson holds the rest of its time, and the timetable names what it lost.
    """
    school = room.school
    room = Room.objects.for_school(school).locked(room.pk)
    lessons = _lessons_to_come(school, now).filter(room=room)
    lessons.delete()
    is_lesson_room = room.pk in lesson_rooms(school.pk)
    rows = Timetable.objects.for_school(school).filter(is_in_force=True)
    timetable = rows.select_for_update(of=("self",)).first()
    if timetable is None or not is_lesson_room:
        return
    of_room = [lesson for number, lesson in timetable.room_lessons() if number == room.pk]
    days = lesson_days(school, now)
    wanted, left_out = days.beside(of_room, _booked(room, now))
    held = [
        Custody(
            school=school, kind=Custody.Kind.LESSON, room=room, span=DateTimeTZRange(*part), label=classes
        )
        for part, classes in wanted
    ]
    Custody.objects.bulk_create(held, batch_size=BATCH, ignore_conflicts=True)
    just_booked = len(held) - lessons.count()  # in this very second: PostgreSQL leaves those out
    count = len(left_out) + just_booked
    timetable.left_out[str(room.pk)] = {"count": count, "first": left_out[:MOST_NAMED]}
    timetable.save(update_fields=["left_out"])


def _booked(room: Room, now: datetime) -> list[Stretch]:
    """When somebody has this room: bookings and exams."""
    rows = Custody.objects.for_school(room.school_id).held().filter(room=room).since(now)
    spans = rows.exclude(kind=Custody.Kind.LESSON).values_list("span", flat=True)
    return [(span.lower, span.upper or datetime.max.replace(tzinfo=UTC)) for span in spans]


def _lessons_to_come(school: School, now: datetime) -> CustodyQuerySet:
    """From tomorrow on: those of today take place."""
    tomorrow = datetime.combine(now.astimezone(school.zone_info).date() + ONE_DAY, time(), school.zone_info)
    lessons = Custody.objects.for_school(school).filter(kind=Custody.Kind.LESSON)
    return lessons.filter(span__startswith__gte=tomorrow)
