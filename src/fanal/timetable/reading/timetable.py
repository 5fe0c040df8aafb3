"""What a timetable holds, room by room, and what was read of its file."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from fanal.core.text.french import counted, first_named, full_day
from fanal.equipment.models import Room
from fanal.timetable.models import Timetable
from fanal.timetable.reading.lesson_rooms import lesson_rooms
from fanal.timetable.reading.lessons import lesson_days
from fanal.timetable.reading.periods import periods_of
from fanal.timetable.rules.periods import WEEKDAYS, Period, clock
from fanal.timetable.rules.timetable import Lesson, filled

SAMPLE, MOST_NAMED = 8, 5  # lessons that the page shows as they were read; those in no period that it names


@dataclass(frozen=True)
class RoomLessons:
    """How many times lessons hold a room from tomorrow on, in a period; only what can be booked is held.

    `left_out`: how many lost some of their time, since somebody had booked; None as long as its job has not
    run. `named`: the first of them.
    """

    pk: int
    name: str
    count: int
    is_bookable: bool
    left_out: int | None
    named: list[str]

    @property
    def others(self) -> int:
        """How many lessons lost their time beside those that are named."""
        return (self.left_out or 0) - len(self.named)

    @property
    def is_waiting(self) -> bool:
        return self.is_bookable and self.left_out is None


@dataclass(frozen=True)
class LessonLine:
    """One lesson as it was read: « vendredi », « 13 h 30 à 14 h 30 », its weeks, its class, its room."""

    day: str
    hours: str
    weeks: str
    classes: str
    room: str

    @property
    def words(self) -> str:
        return ", ".join(filter(None, [self.day, self.hours, self.room, self.classes]))


@dataclass(frozen=True)
class TimetableReading:
    """What was understood of a file.

    `sample`: some of its lessons, from its beginning to its end; `outside`: those in no period of the school;
    `closed_words`: the days of the file on which the school is closed, empty when there is none.
    """

    rooms: list[RoomLessons]
    sample: list[LessonLine]
    outside: list[LessonLine]
    has_classes: bool
    closed_words: str

    @property
    def first_outside(self) -> list[LessonLine]:
        return self.outside[:MOST_NAMED]

    @property
    def more_outside(self) -> int:
        return len(self.outside) - len(self.first_outside)


def reading_of(timetable: Timetable, now: datetime) -> TimetableReading:
    """Seven questions."""
    lessons, periods = list(timetable.room_lessons()), periods_of(timetable.school)
    rooms = lessons_by_room(timetable, lessons, now)
    names = {room.pk: room.name for room in rooms}
    known = [(names[pk], lesson) for pk, lesson in lessons if pk in names]
    every = max(1, -(-len(known) // SAMPLE))
    outside = [pair for pair in known if not filled(pair[1].weekday, pair[1].starts, pair[1].ends, periods)]
    return TimetableReading(
        rooms,
        [_line(*pair) for pair in known[::every]],
        [_line(*pair) for pair in outside] if periods else [],
        any(lesson.about for _, lesson in known),
        _closed_words(lesson_days(timetable.school, now).closed_days(lesson for _, lesson in known)),
    )


def _closed_words(days: list[date]) -> str:
    """« 5 juillet 2027, 6 juillet 2027 et 3 de plus »."""
    return first_named([full_day(day) for day in days], MOST_NAMED)


def _line(room: str, lesson: Lesson) -> LessonLine:
    """A lesson of one day says its date, one of several how many they are."""
    day = WEEKDAYS[lesson.weekday] if lesson.weekday < len(WEEKDAYS) else "dimanche"
    if lesson.days:
        day = f"{day} {full_day(lesson.days[0])}"
        more = len(lesson.days) - 1
        day += f" et {counted(more, 'autre jour', 'autres jours')}" if more else ""
    hours = f"{clock(lesson.starts)} à {clock(lesson.ends)}"
    return LessonLine(day, hours, lesson.weeks, lesson.about, room)


def _shown(lessons: list[Lesson], periods: list[Period]) -> list[Lesson]:
    """Those that take a period, where the school said any: those that take none are named apart."""
    return [one for one in lessons if not periods or filled(one.weekday, one.starts, one.ends, periods)]


def lessons_by_room(
    timetable: Timetable, room_lessons: Iterable[tuple[int, Lesson]], now: datetime
) -> list[RoomLessons]:
    """Those that can be booked first, then by name. Six questions."""
    lessons = defaultdict[int, list[Lesson]](list)
    for room, lesson in room_lessons:
        lessons[room].append(lesson)
    school = timetable.school
    names = dict(Room.objects.for_school(school).filter(pk__in=lessons).values_list("pk", "name"))
    held, days = lesson_rooms(school.pk), lesson_days(school, now)
    periods = periods_of(school)
    left_out = {pk: timetable.left_out_of(pk) for pk in names}
    rows = [
        RoomLessons(
            pk,
            name,
            len(days.spans(_shown(lessons[pk], periods))),
            pk in held,
            left_out[pk].get("count"),
            left_out[pk].get("first", []),
        )
        for pk, name in names.items()
    ]
    return sorted(rows, key=lambda row: (not row.is_bookable, row.name))
