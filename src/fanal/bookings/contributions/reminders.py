"""Each hour of a working day: what nobody granted in time is free again."""

from fanal.bookings.actions.decision import lapse
from fanal.core.registry import REMINDERS, register

register(REMINDERS, 40)(lapse)
