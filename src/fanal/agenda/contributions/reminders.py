"""What people are reminded of by the year, in the hours of a working day."""

from fanal.agenda.actions import send_endings, send_reminders
from fanal.core.registry import REMINDERS, offer

offer(REMINDERS, 10)(send_reminders)
offer(REMINDERS, 20)(send_endings)
