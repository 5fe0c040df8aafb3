"""The job of the timetable: a room holds its lessons."""

from django.utils import timezone

from fanal.core import jobs
from fanal.equipment.models import Room
from fanal.timetable.actions.timetable import HOLD, hold_room


@jobs.task(HOLD)
def hold_lessons(*, school_id: int, room_id: int) -> None:
    """Nothing to do for a room that is no longer there."""
    room = Room.objects.for_school(school_id).filter(pk=room_id).first()
    if room is not None:
        hold_room(room, now=timezone.now())
