"""How much a thing is used: periods taken among those that could be, and what was wanted in vain.

A period that a lesson of the timetable, an exam, a closing or a loan holds is nobody's to book: it is neither
taken nor left.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from fanal.timetable.rules.periods import Period
from fanal.year.rules.delays import WorkingCalendar

type BookedSlot = tuple[date, str]  # a day, the code of one of its periods


@dataclass
class Use:
    """Of one thing, or of one period of the day over all things. Numerator and denominator are kept."""

    name: str
    taken: int = 0
    possible: int = 0
    wanted: int = 0  # slots that somebody waited for in vain
    incomplete: int = 0  # returns at which something was missing

    @property
    def percent(self) -> int:
        """0 where there was nothing to take."""
        return round(100 * self.taken / self.possible) if self.possible else 0


@dataclass
class YearOfUse:
    """From `first` to `last`, both included."""

    first: date
    last: date
    things: list[Use] = field(default_factory=list)
    periods: list[Use] = field(default_factory=list)


def slots_held(
    first: date, last: date, periods: Sequence[Period], calendar: WorkingCalendar
) -> list[BookedSlot]:
    """Each period that took place, on the days on which the school was open."""
    by_day: dict[int, list[str]] = {}
    for period in periods:
        by_day.setdefault(period.weekday, []).append(period.code)
    days = (first + timedelta(days=shift) for shift in range((last - first).days + 1))
    return [(day, code) for day in days if calendar.is_working(day) for code in by_day.get(day.weekday(), ())]


def slots_of(day: date, codes: str) -> list[BookedSlot]:
    """Those of a booking, « S1 S2 »."""
    return [(day, code) for code in codes.split()]


def slots_over(starts: datetime, ends: datetime, periods: Sequence[Period]) -> list[BookedSlot]:
    """Those that a lesson, an exam, a closing or a loan leaves to nobody; on the clock of the school."""
    days = (starts.date() + timedelta(days=shift) for shift in range((ends.date() - starts.date()).days + 1))
    slots = list[BookedSlot]()
    for day in days:
        since = starts.time() if day == starts.date() else time.min
        until = ends.time() if day == ends.date() else time.max
        for period in periods:
            if period.weekday == day.weekday() and period.starts < until and since < period.ends:
                slots.append((day, period.code))
    return slots


def possible(
    past_slots: Iterable[BookedSlot], blocked: Collection[BookedSlot], taken: Collection[BookedSlot]
) -> set[BookedSlot]:
    """What could be booked: what took place and nobody else had, and what somebody booked in any case."""
    return {slot for slot in past_slots if slot not in blocked} | set(taken)
