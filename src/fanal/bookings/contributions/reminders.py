"""Each hour of a working day: what nobody granted in time is free again; exams that want machines."""

from fanal.bookings.actions.decision import lapse
from fanal.bookings.actions.exam import warn_of_exams
from fanal.core.registry import REMINDERS, register

register(REMINDERS, "bookings.lapsed")(lapse)
register(REMINDERS, "bookings.exams")(warn_of_exams)
