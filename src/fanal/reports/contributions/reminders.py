"""Reports whose day has come leave in the hours of a working day."""

from fanal.core.registry import REMINDERS, register
from fanal.reports.actions.sending import send_due

register(REMINDERS, "reports")(send_due)
