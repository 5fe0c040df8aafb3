"""iCalendar files: how each of them begins."""

from fanal.core.calendars.writing import begin_calendar

__all__ = ["begin_calendar"]
