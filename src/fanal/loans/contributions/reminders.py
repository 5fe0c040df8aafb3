"""What is lent and ends soon, in the hours of a working day."""

from fanal.core.registry import REMINDERS, register
from fanal.loans.actions.reminders import send_reminders

register(REMINDERS, "loans")(send_reminders)
