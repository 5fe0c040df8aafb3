"""The rooms that can be booked: lessons hold them, and nobody needs to hold the others."""

from fanal.bookings.models import Bookable
from fanal.core.registry import register
from fanal.timetable.reading.lesson_rooms import LESSON_ROOMS


@register(LESSON_ROOMS)
def bookable_rooms(school_id: int) -> set[int]:
    offered = Bookable.objects.for_school(school_id).offered().filter(room__isnull=False)
    return set(offered.values_list("room", flat=True))
