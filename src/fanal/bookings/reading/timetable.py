"""What a timetable holds, room by room."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from fanal.bookings.models import Bookable, Timetable
from fanal.bookings.reading.lessons import lesson_days
from fanal.bookings.rules.timetable import Lesson
from fanal.equipment.models import Room


@dataclass(frozen=True)
class RoomLessons:
    """How many times lessons hold a room from tomorrow on; only what can be booked is held.

    `left_out`: how many lost some of their time, since somebody had booked; None as long as its job has not
    run. `named`: the first of them.
    """

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


def lessons_by_room(timetable: Timetable, now: datetime) -> list[RoomLessons]:
    """Those that can be booked first, then by name. Five questions."""
    lessons = defaultdict[int, list[Lesson]](list)
    for room, lesson in timetable.room_lessons():
        lessons[room].append(lesson)
    school = timetable.school
    names = dict(Room.objects.for_school(school).filter(pk__in=lessons).values_list("pk", "name"))
    offered = Bookable.objects.for_school(school).offered().filter(room__in=lessons)
    held, days = set(offered.values_list("room", flat=True)), lesson_days(school, now)
    left_out = {pk: timetable.left_out.get(str(pk), {}) for pk in names}
    rows = [
        RoomLessons(
            name,
            len(days.spans(lessons[pk])),
            pk in held,
            left_out[pk].get("count"),
            left_out[pk].get("first", []),
        )
        for pk, name in names.items()
    ]
    return sorted(rows, key=lambda row: (not row.is_bookable, row.name))
