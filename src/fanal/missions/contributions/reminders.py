"""What people are told of a point, in the hours of a working day: answers that nobody was told of yet."""

from fanal.core.registry import REMINDERS, register
from fanal.missions.actions.point_notices import send_answers

register(REMINDERS, "missions")(send_answers)
