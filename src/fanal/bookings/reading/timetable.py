"""What a timetable holds, room by room."""

from collections import Counter
from dataclasses import dataclass

from fanal.bookings.models import Bookable, Timetable
from fanal.equipment.models import Room


@dataclass(frozen=True)
class RoomLessons:
    """How many lessons a room has in a week; only what can be booked is held."""

    name: str
    count: int
    is_bookable: bool


def lessons_by_room(timetable: Timetable) -> list[RoomLessons]:
    """Those that can be booked first, then by name. Two questions."""
    counts = Counter[int](lesson[0] for lesson in timetable.lessons)
    names = dict(Room.objects.for_school(timetable.school_id).filter(pk__in=counts).values_list("pk", "name"))
    offered = Bookable.objects.for_school(timetable.school_id).offered().filter(room__in=counts)
    held = set(offered.values_list("room", flat=True))
    rows = [RoomLessons(names[pk], count, pk in held) for pk, count in counts.items() if pk in names]
    return sorted(rows, key=lambda row: (not row.is_bookable, row.name))
