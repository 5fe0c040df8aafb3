"""How much a thing is used: periods taken among those that there were, and what was wanted in vain."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from fanal.accounts.rules.delays import WorkingCalendar
from fanal.bookings.rules.periods import Period


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
        """0 where there was nothing to take. A period taken on a day that closed since counts as one."""
        return min(100, round(100 * self.taken / self.possible)) if self.possible else 0


@dataclass
class YearOfUse:
    """From `first` to `last`, both included."""

    first: date
    last: date
    things: list[Use] = field(default_factory=list)
    periods: list[Use] = field(default_factory=list)


def periods_held(
    first: date, last: date, periods: Sequence[Period], calendar: WorkingCalendar
) -> Counter[str]:
    """How many times each period took place: on the days on which the school was open."""
    held = Counter[str]()
    by_day: dict[int, list[str]] = {}
    for period in periods:
        by_day.setdefault(period.weekday, []).append(period.code)
    day = first
    while day <= last:
        if calendar.is_working(day):
            held.update(by_day.get(day.weekday(), ()))
        day += timedelta(days=1)
    return held


def codes_taken(rows: Iterable[str]) -> Counter[str]:
    """Periods of bookings, « S1 S2 », counted one by one."""
    return Counter(code for codes in rows for code in codes.split())
