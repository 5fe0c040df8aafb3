"""What a timetable holds, room by room."""

from collections import Counter
from dataclasses import dataclass

from fanal.bookings.models import Bookable, Timetable
from fanal.equipment.models import Room


@dataclass(frozen=True)
class RoomLessons:
    """How many lessons a room has; only what can be booked is held.

    `left_out`: how many could not be held, since somebody had booked; None as long as its job has not run.
    """

    name: str
    lessons: str
    is_bookable: bool
    left_out: int | None

    @property
    def is_waiting(self) -> bool:
        return self.is_bookable and self.left_out is None


def lessons_by_room(timetable: Timetable) -> list[RoomLessons]:
    """Those that can be booked first, then by name. Two questions."""
    counts, dated = Counter[int](), Counter[int]()
    for room, lesson in timetable.room_lessons():
        counts[room] += not lesson.days
        dated[room] += len(lesson.days)
    names = dict(Room.objects.for_school(timetable.school_id).filter(pk__in=counts).values_list("pk", "name"))
    offered = Bookable.objects.for_school(timetable.school_id).offered().filter(room__in=counts)
    held = set(offered.values_list("room", flat=True))
    words = {
        pk: f"{dated[pk]} dans l’année" if dated[pk] else f"{weekly} par semaine"
        for pk, weekly in counts.items()
    }
    rows = [
        RoomLessons(names[pk], said, pk in held, timetable.left_out.get(str(pk)))
        for pk, said in words.items()
        if pk in names
    ]
    return sorted(rows, key=lambda row: (not row.is_bookable, row.name))
