"""What people are reminded of by the year, in the hours of a working day."""

from fanal.agenda.actions.endings import send_endings
from fanal.agenda.actions.reminders import send_reminders
from fanal.core.registry import REMINDERS, register

register(REMINDERS, "agenda.tasks")(send_reminders)
register(REMINDERS, "agenda.endings")(send_endings)
