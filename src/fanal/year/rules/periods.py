"""Over which days is an indicator measured, and with which other period may it be compared? Pure.

A period is a part of a school year: all of it, a half, a term, the time between two holidays, a month. It is
compared with the same part of another year, never with a whole year. The cuts are Fanal's own (no text sets
them): terms begin in September, December and March; halves in September and February. A civil year is that of
budgets: « 2026 » runs from January to December, and stands beside 2026-2027 only by its number.
"""

import re
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache

from fanal.core.text.french import MONTHS
from fanal.year.rules.years import SchoolYear, same_day, year_of


class PeriodKind(StrEnum):
    """How long a period is; each kind cuts the whole year."""

    YEAR = "year"
    CIVIL = "civil"
    HALF = "half"
    TERM = "term"
    HALF_TERM = "half_term"
    MONTH = "month"


# The months in which each part of the year begins.
CUTS: dict[PeriodKind, tuple[int, ...]] = {
    PeriodKind.YEAR: (9,),
    PeriodKind.CIVIL: (1,),
    PeriodKind.HALF: (9, 2),
    PeriodKind.TERM: (9, 12, 3),
    PeriodKind.HALF_TERM: (9, 11, 1, 3, 5),
    PeriodKind.MONTH: (9, 10, 11, 12, 1, 2, 3, 4, 5, 6, 7, 8),
}
YEAR_CODE = re.compile(r"(?:19|20)[0-9]{2}")  # no school counted before, and a day must stand in a calendar
RANK_CODE = re.compile(r"[0-9]|1[01]")
KINDS = {kind.value: kind for kind in PeriodKind}  # as a code names them
KIND_LABELS = {
    PeriodKind.YEAR: "chaque année",
    PeriodKind.CIVIL: "chaque année civile",
    PeriodKind.HALF: "chaque semestre",
    PeriodKind.TERM: "chaque trimestre",
    PeriodKind.HALF_TERM: "de vacances à vacances",
    PeriodKind.MONTH: "chaque mois",
}


@dataclass(frozen=True, order=True)
class MeasurePeriod:
    """One part of a school year. `rank`: 0 for the first of its kind in the year.

    `until`: the day on which it is measured, when that day is known; `cut`: the day at which it is cut short,
    to be compared with one that still runs. Neither is a part of what the period is.
    """

    year: SchoolYear
    kind: PeriodKind
    rank: int = 0
    until: date | None = field(default=None, compare=False)
    cut: date | None = field(default=None, compare=False)

    def _begin(self, rank: int) -> date:
        cuts = CUTS[self.kind]
        if rank >= len(cuts):
            return date(self.year.first + 1, cuts[0], 1)
        month = cuts[rank]
        return date(self.year.first + (month < cuts[0]), month, 1)

    @property
    def starts_on(self) -> date:
        return self._begin(self.rank)

    @property
    def ends_on(self) -> date:
        """The last day, included."""
        last_day = self._begin(self.rank + 1) - timedelta(days=1)
        return last_day if self.cut is None else min(last_day, self.cut)

    def cut_on(self, day: date) -> "MeasurePeriod":
        """The same period up to this day, included."""
        return replace(self, until=day, cut=day)

    def is_over(self, today: date) -> bool:
        """Whether its last day is behind: on that day, it still runs."""
        return self.ends_on < today

    @property
    def counted_until(self) -> date:
        """The last day that can have been counted: what is open for bookings or for work is not ahead."""
        return self.ends_on if self.until is None else min(self.ends_on, self.until)

    @property
    def code(self) -> str:
        """« 2026-year-0 »: what is kept in a row and written in an address."""
        return f"{self.year.first}-{self.kind.value}-{self.rank}"

    @property
    def label(self) -> str:
        """« 2026-2027 », « 1er trimestre 2026-2027 », « novembre 2026 », « novembre à décembre 2026 »."""
        match self.kind:
            case PeriodKind.YEAR:
                return self.year.label
            case PeriodKind.CIVIL:
                return f"année {self.year.first}"
            case PeriodKind.MONTH:
                return f"{MONTHS[self.starts_on.month - 1]} {self.starts_on.year}"
            case PeriodKind.HALF_TERM:
                last = MONTHS[self.ends_on.month - 1]
                return f"{MONTHS[self.starts_on.month - 1]} à {last} {self.ends_on.year}"
        number = "1er" if self.rank == 0 else f"{self.rank + 1}e"
        return f"{number} {'semestre' if self.kind is PeriodKind.HALF else 'trimestre'} {self.year.label}"

    @property
    def with_article(self) -> str:
        """As it stands after « pour »: « le 1er trimestre 2026-2027 », « l’année 2026 », « 2026-2027 »."""
        match self.kind:
            case PeriodKind.TERM | PeriodKind.HALF:
                return f"le {self.label}"
            case PeriodKind.CIVIL:
                return f"l’{self.label}"
        return self.label

    @property
    def short(self) -> str:
        """« 26-27 », « T1 26-27 », « S2 26-27 », « 11/26 »: under a drawing."""
        years = f"{self.year.first % 100:02d}-{(self.year.first + 1) % 100:02d}"
        match self.kind:
            case PeriodKind.YEAR:
                return years
            case PeriodKind.CIVIL:
                return str(self.year.first)
            case PeriodKind.TERM | PeriodKind.HALF:
                return f"{'T' if self.kind is PeriodKind.TERM else 'S'}{self.rank + 1} {years}"
        return f"{self.starts_on:%m/%y}"

    @property
    def same_last_year(self) -> "MeasurePeriod":
        return MeasurePeriod(self.year.previous, self.kind, self.rank)

    def last_year_until(self, today: date) -> date:
        """The last day to compare with in the same period of last year: its end, or « the same date »."""
        day = max(today, self.starts_on)
        return min(self.same_last_year.ends_on, same_day(day, year_of(day).previous.first))

    @property
    def previous(self) -> "MeasurePeriod":
        if self.rank:
            return MeasurePeriod(self.year, self.kind, self.rank - 1)
        return MeasurePeriod(self.year.previous, self.kind, len(CUTS[self.kind]) - 1)

    def __contains__(self, day: date) -> bool:
        return self.starts_on <= day <= self.ends_on


def period_of(day: date, kind: PeriodKind) -> MeasurePeriod:
    """The period of this kind in which a day falls."""
    year = SchoolYear(day.year) if kind is PeriodKind.CIVIL else year_of(day)
    return next(period for period in periods_of(year, kind) if day in period)


def year_until(today: date) -> MeasurePeriod:
    """The school year of a day, counted up to it: what stands today, and what happened since September."""
    return MeasurePeriod(year_of(today), PeriodKind.YEAR, until=today)


def periods_of(year: SchoolYear, kind: PeriodKind) -> list[MeasurePeriod]:
    """All the parts of a year, in order."""
    return [MeasurePeriod(year, kind, rank) for rank in range(len(CUTS[kind]))]


@lru_cache(maxsize=1024)
def period_named(code: str) -> MeasurePeriod | None:
    """The period of a code that somebody may have made up; None when it is none."""
    first, _, rest = code.partition("-")
    named, _, rank = rest.rpartition("-")
    if not YEAR_CODE.fullmatch(first) or not RANK_CODE.fullmatch(rank):
        return None
    kind = KINDS.get(named)
    if kind is None or int(rank) >= len(CUTS[kind]):
        return None
    return MeasurePeriod(SchoolYear(int(first)), kind, int(rank))
