"""What may somebody administer who became référent numérique, before the act that designates them is signed?

Nothing is cut by surprise (our own rule, as for a new head): the first time, thirty days, of what the one who
gave the function holds, and no longer than they hold it: else names passed on would keep alive a right that
no act opens. Pure.
"""

from collections.abc import Collection, Mapping
from datetime import date, timedelta

LEAD = "digital_lead"
DAYS = 30


def last_day(starts: date) -> date:
    return starts + timedelta(days=DAYS - 1)


def operations(giver: Collection[str], every: Collection[str], *, holds_all: bool) -> list[str]:
    """Those of `every` that the giver holds: nobody grants what they do not hold."""
    return sorted(every) if holds_all else sorted(set(every) & set(giver))


def until(starts: date, ends: Mapping[str, date], given: Collection[str]) -> date:
    """The last day of what is given; `ends`: that of each operation of the giver, where it ends."""
    return min([last_day(starts), *(ends[code] for code in given if code in ends)])


def last_of(day: date, periods: Collection[tuple[date, date | None]]) -> date:
    """The last day of a presence holding that day, through periods that touch; the day before if none."""
    last = day - timedelta(days=1)
    for starts, ends in sorted(periods, key=lambda one: one[0]):
        if starts - timedelta(days=1) <= last:
            last = max(last, ends or date.max)
    return last
