"""Each hour of a working day: sessions that come are reminded, old ones are asked about once."""

from fanal.core.registry import REMINDERS, register
from fanal.training.actions.reminders import send_reminders

register(REMINDERS, "training")(send_reminders)
