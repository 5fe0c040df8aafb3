"""The lesson periods of a week: M1 to S4 as each school has them, breaks of any length, half days.

A school counts in periods, not in hours (`domain.md` § 4.6); a range in hours is made from them, in its zone.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from fanal.core.text.french import full_day

WEEKDAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi")
SCHOOL_WEEK = (0, 1, 2, 3, 4)
WEDNESDAY = 2
MOST = 14  # periods in a day
LONGEST_CLOSED = 100  # days; the summer holidays last about sixty


@dataclass(frozen=True, order=True)
class Period:
    """One period of one weekday (0 for Monday), at the clock of the school."""

    weekday: int
    starts: time
    ends: time
    code: str

    def on(self, day: date, zone: ZoneInfo) -> tuple[datetime, datetime]:
        """From when until when, that day: exact where the clocks change."""
        return datetime.combine(day, self.starts, zone), datetime.combine(day, self.ends, zone)


@dataclass(frozen=True)
class Slot:
    """One day, and the periods that follow each other in it."""

    day: date
    periods: tuple[Period, ...]

    @property
    def codes(self) -> str:
        return " ".join(period.code for period in self.periods)

    @property
    def words(self) -> str:
        """« vendredi 27 novembre 2026, S1 S2 »."""
        return f"{WEEKDAYS[self.day.weekday()]} {full_day(self.day)}, {self.codes}"

    def bounds(self, zone: ZoneInfo) -> tuple[datetime, datetime]:
        return self.periods[0].on(self.day, zone)[0], self.periods[-1].on(self.day, zone)[1]


def _week(times: Sequence[tuple[str, int, int]], *, half_days: frozenset[int]) -> list[Period]:
    """The same times each day; a half day stops at noon. Times are minutes after midnight."""
    return [
        Period(weekday, time(*divmod(start, 60)), time(*divmod(end, 60)), code)
        for weekday in SCHOOL_WEEK
        for code, start, end in times
        if weekday not in half_days or end <= 13 * 60
    ]


def _hours(mornings: Sequence[int], afternoons: Sequence[int], minutes: int) -> list[tuple[str, int, int]]:
    named = [("M", mornings), ("S", afternoons)]
    return [
        (f"{letter}{rank}", start, start + minutes)
        for letter, starts in named
        for rank, start in enumerate(starts, 1)
    ]


# Usual days, to start from: each school corrects them.
MODELS: dict[str, tuple[str, list[Period]]] = {
    "8h": (
        "8 h – 17 h, cours de 55 minutes, mercredi matin",
        _week(
            _hours((480, 535, 605, 660), (810, 865, 935, 990), 55),
            half_days=frozenset({WEDNESDAY}),
        ),
    ),
    "8h30": (
        "8 h 30 – 17 h 30, cours de 55 minutes, mercredi matin",
        _week(
            _hours((510, 565, 635, 690), (810, 865, 935, 990), 55),
            half_days=frozenset({WEDNESDAY}),
        ),
    ),
    "lycee": (
        "8 h – 18 h, cours de 55 minutes, du lundi au vendredi",
        _week(_hours((480, 535, 605, 660), (780, 835, 905, 960, 1015), 55), half_days=frozenset()),
    ),
}


def clock(at: time) -> str:
    """« 8 h 30 », « 14 h »."""
    return f"{at.hour} h {at:%M}" if at.minute else f"{at.hour} h"


def _days_words(days: Iterable[int]) -> str:
    """« Le lundi », « Les lundi, mardi et jeudi »: a mistake of every day is said once."""
    *first, last = [WEEKDAYS[day] for day in sorted(set(days))]
    return f"Les {', '.join(first)} et {last}" if first else f"Le {last}"


def refusals(periods: Iterable[Period]) -> list[str]:
    """Why these are no week of lessons; an empty list means they are one."""
    ordered = sorted(periods)
    if not ordered:
        return ["Donnez au moins un créneau : sans créneau, rien ne se réserve."]
    said = defaultdict[str, list[int]](list)  # what is wrong, and the days on which it is
    for period in ordered:
        if period.ends <= period.starts:
            said[f"le créneau {period.code} finit avant de commencer."].append(period.weekday)
    for before, after in pairwise(ordered):
        if before.weekday == after.weekday and after.starts < before.ends:
            said[
                f"{before.code} et {after.code} se chevauchent : "
                f"{before.code} finit à {clock(before.ends)}, {after.code} commence à {clock(after.starts)}."
            ].append(after.weekday)
    codes = [(period.weekday, period.code) for period in ordered]
    for weekday, code in sorted({pair for pair in codes if codes.count(pair) > 1}):
        said[f"deux créneaux s’appellent {code}."].append(weekday)
    for weekday in range(len(WEEKDAYS)):
        if sum(period.weekday == weekday for period in ordered) > MOST:
            said[f"il y a plus de {MOST} créneaux."].append(weekday)
    return [f"{_days_words(days)}, {what}" for what, days in said.items()]


def next_lesson(
    today: date, periods: Sequence[Period], now: datetime, zone: ZoneInfo, is_open: Callable[[date], bool]
) -> date:
    """The first day from today on with a period that is not over; today when none comes in a hundred days."""
    for shift in range(LONGEST_CLOSED):
        day = today + timedelta(days=shift)
        if is_open(day) and any(
            period.weekday == day.weekday() and period.on(day, zone)[1] > now for period in periods
        ):
            return day
    return today


def running(day: date, periods: Iterable[Period], now: datetime, zone: ZoneInfo) -> Period | None:
    """The lesson of this very moment; none between lessons, in the evening, on a day without any."""
    for period in periods:
        starts, ends = period.on(day, zone)
        if period.weekday == day.weekday() and starts <= now < ends:
            return period
    return None


def runs(chosen: Iterable[tuple[date, str]], periods: Iterable[Period]) -> list[Slot]:
    """Chosen cells (day, code) as stretches of periods that follow each other, one booking each.

    A cell that no period of that weekday has is left out; a break between two periods does not separate them.
    """
    by_day: dict[int, list[Period]] = {}
    for period in sorted(periods):
        by_day.setdefault(period.weekday, []).append(period)
    wanted: dict[date, set[str]] = {}
    for day, code in chosen:
        wanted.setdefault(day, set()).add(code)
    made: list[Slot] = []
    for day, codes in sorted(wanted.items()):
        stretch: list[Period] = []
        for period in by_day.get(day.weekday(), []):
            if period.code in codes:
                stretch.append(period)
            elif stretch:
                made.append(Slot(day, tuple(stretch)))
                stretch = []
        if stretch:
            made.append(Slot(day, tuple(stretch)))
    return made
