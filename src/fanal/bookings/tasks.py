"""The job of the bookings: a room holds the lessons of the timetable in force."""

from django.utils import timezone

from fanal.bookings.actions.timetable import HOLD, hold_room
from fanal.core import jobs
from fanal.equipment.models import Room


@jobs.task(HOLD)
def hold_lessons(*, school_id: int, room_id: int) -> None:
    hold_room(Room.objects.for_school(school_id).get(pk=room_id), now=timezone.now())
