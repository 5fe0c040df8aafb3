"""How long did a request wait for its first answer, and for its end, in hours of work? Pure."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from statistics import median

from fanal.year.rules.delays import WorkingCalendar
from fanal.year.rules.working_hours import worked_hours_words, working_hours_between

Span = tuple[datetime, datetime]


@dataclass(frozen=True)
class TimedRequest:
    """From when until when, and while what it waited for somebody else; all on the clock of the school."""

    asked_at: datetime
    ended_at: datetime
    waits: tuple[Span, ...] = ()


def hours_of(request: TimedRequest, calendar: WorkingCalendar) -> float:
    """Working hours from the asking to the end, without those spent waiting for the authority."""
    hours = working_hours_between(request.asked_at, request.ended_at, calendar)
    for start, end in request.waits:
        start, end = max(start, request.asked_at), min(end, request.ended_at)
        hours -= working_hours_between(start, end, calendar)
    return max(0.0, hours)


def hours_words(request: TimedRequest, calendar: WorkingCalendar) -> str:
    """« 6,8 h ouvrées »."""
    return worked_hours_words(hours_of(request, calendar))


def median_hours(requests: list[TimedRequest], calendar: WorkingCalendar) -> Decimal | None:
    """The middle of their hours; None without any."""
    if not requests:
        return None
    return Decimal(str(round(median(hours_of(request, calendar) for request in requests), 2)))
