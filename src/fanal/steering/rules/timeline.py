"""Where does an action stand on the time line of its project? In shares of the width."""

from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True)
class Stretch:
    """From `start` to `end`, as shares of the whole project: 0.0 is its first day, 1.0 its last."""

    start: float
    end: float


THINNEST = 0.008  # of the width: a single day is still seen


def stretch_of(starts_on: date | None, ends_on: date | None, first: date, last: date) -> Stretch | None:
    """The part that an action takes; None without any day, or outside the project.

    With one day alone the action is that day.
    """
    begin, end = starts_on or ends_on, ends_on or starts_on
    if begin is None or end is None or end < first or begin > last:
        return None
    whole = (last - first).days + 1
    start = max((begin - first).days, 0) / whole
    until = min((end + timedelta(days=1) - first).days, whole) / whole
    if until - start < THINNEST:
        start = min(start, 1 - THINNEST)
        until = start + THINNEST
    return Stretch(start, until)


def position_of(day: date, first: date, last: date) -> float | None:
    """Where a day stands; None outside the project."""
    return (day - first).days / ((last - first).days + 1) if first <= day <= last else None
