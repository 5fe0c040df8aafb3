"""By when should a request be answered, how late is it, and is it time to remind someone?

Delays are settings of the school, in working days; these are defaults, not law. What the school
promises runs on the school's calendar, what the authority promises on the authority's (two clocks).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from fanal.year.rules.delays import WorkingCalendar, add_working_days, working_days_between

DEFAULT_DAYS = {5: 1, 4: 2, 3: 5, 2: 10, 1: 20}


def due_on(
    asked_on: date,
    priority: int,
    school: WorkingCalendar,
    *,
    paused_days: int = 0,
    days: Mapping[int, int] = DEFAULT_DAYS,
) -> date:
    """The « délai prévu »; `paused_days`: working days spent waiting for the requester or authority."""
    return add_working_days(asked_on, days[priority] + paused_days, school)


def days_late(promised_on: date | None, today: date, calendar: WorkingCalendar) -> int:
    """Working days past the promise, on the calendar of whoever promised; 0 when in time or unknown."""
    return working_days_between(promised_on, today, calendar) if promised_on else 0


@dataclass(frozen=True)
class ReminderFrequency:
    """How often the one waited for is reminded, in working days. Settings."""

    first: int = 5
    then: int = 5
    at_most: int = 4


DEFAULT_FREQUENCY = ReminderFrequency()


def reminder_due(
    *,
    asked_on: date,
    promised_on: date | None,
    reminded_on: date | None,
    reminders: int,
    today: date,
    calendar: WorkingCalendar,
    frequency: ReminderFrequency = DEFAULT_FREQUENCY,
) -> bool:
    """Whether to remind today: never before a promised date, at a stated frequency, not for ever."""
    if reminders >= frequency.at_most or not calendar.is_working(today):
        return False
    if reminded_on is not None:
        is_renewed = promised_on is not None and promised_on >= today
        return not is_renewed and working_days_between(reminded_on, today, calendar) >= frequency.then
    if promised_on is not None:
        return days_late(promised_on, today, calendar) >= 1
    return working_days_between(asked_on, today, calendar) >= frequency.first
