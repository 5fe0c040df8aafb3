"""Over which days is an indicator measured, and with which other period may it be compared? Pure.

A period is a part of a school year: all of it, a half, a term, the time between two holidays, a month. It is
compared with the same part of another year, never with a whole year. The cuts are Fanal's own (no text sets
them): terms begin in September, December and March; halves in September and February.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from fanal.accounts.rules.french import MONTHS
from fanal.accounts.rules.years import SchoolYear, year_of


class PeriodKind(StrEnum):
    """How long a period is; each kind cuts the whole year."""

    YEAR = "year"
    HALF = "half"
    TERM = "term"
    HALF_TERM = "half_term"
    MONTH = "month"


# The months in which each part of the year begins.
CUTS: dict[PeriodKind, tuple[int, ...]] = {
    PeriodKind.YEAR: (9,),
    PeriodKind.HALF: (9, 2),
    PeriodKind.TERM: (9, 12, 3),
    PeriodKind.HALF_TERM: (9, 11, 1, 3, 5),
    PeriodKind.MONTH: (9, 10, 11, 12, 1, 2, 3, 4, 5, 6, 7, 8),
}
KIND_LABELS = {
    PeriodKind.YEAR: "chaque année",
    PeriodKind.HALF: "chaque semestre",
    PeriodKind.TERM: "chaque trimestre",
    PeriodKind.HALF_TERM: "de vacances à vacances",
    PeriodKind.MONTH: "chaque mois",
}


@dataclass(frozen=True, order=True)
class MeasurePeriod:
    """One part of a school year. `rank`: 0 for the first of its kind in the year.

    `until`: the day on which it is measured, when that day is known; it is no part of what the period is.
    """

    year: SchoolYear
    kind: PeriodKind
    rank: int = 0
    until: date | None = field(default=None, compare=False)

    def _begin(self, rank: int) -> date:
        cuts = CUTS[self.kind]
        if rank >= len(cuts):
            return self.year.next.starts_on
        month = cuts[rank]
        return date(self.year.first + (month < cuts[0]), month, 1)

    @property
    def starts_on(self) -> date:
        return self._begin(self.rank)

    @property
    def ends_on(self) -> date:
        """The last day, included."""
        return self._begin(self.rank + 1) - timedelta(days=1)

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
        """« 2026-2027 », « 1er trimestre 2026-2027 », « novembre 2026 », « nov.-déc. 2026 »."""
        match self.kind:
            case PeriodKind.YEAR:
                return self.year.label
            case PeriodKind.MONTH:
                return f"{MONTHS[self.starts_on.month - 1]} {self.starts_on.year}"
            case PeriodKind.HALF_TERM:
                last = MONTHS[self.ends_on.month - 1]
                return f"{MONTHS[self.starts_on.month - 1]} à {last} {self.ends_on.year}"
        number = "1er" if self.rank == 0 else f"{self.rank + 1}e"
        return f"{number} {'semestre' if self.kind is PeriodKind.HALF else 'trimestre'} {self.year.label}"

    @property
    def short(self) -> str:
        """« 26-27 », « T1 26-27 », « S2 26-27 », « 11/26 »: under a drawing."""
        years = f"{self.year.first % 100:02d}-{(self.year.first + 1) % 100:02d}"
        match self.kind:
            case PeriodKind.YEAR:
                return years
            case PeriodKind.TERM | PeriodKind.HALF:
                return f"{'T' if self.kind is PeriodKind.TERM else 'S'}{self.rank + 1} {years}"
        return f"{self.starts_on:%m/%y}"

    @property
    def same_last_year(self) -> "MeasurePeriod":
        return MeasurePeriod(self.year.previous, self.kind, self.rank)

    def last_year_until(self, today: date) -> date:
        """The last day to compare with in the same period of last year: its end, or « the same date »."""
        before = self.same_last_year
        return min(before.ends_on, before.starts_on + (max(today, self.starts_on) - self.starts_on))

    @property
    def previous(self) -> "MeasurePeriod":
        if self.rank:
            return MeasurePeriod(self.year, self.kind, self.rank - 1)
        return MeasurePeriod(self.year.previous, self.kind, len(CUTS[self.kind]) - 1)

    def __contains__(self, day: date) -> bool:
        return self.starts_on <= day <= self.ends_on


def period_of(day: date, kind: PeriodKind) -> MeasurePeriod:
    """The period of this kind in which a day falls."""
    year = year_of(day)
    return next(period for period in periods_of(year, kind) if day in period)


def periods_of(year: SchoolYear, kind: PeriodKind) -> list[MeasurePeriod]:
    """All the parts of a year, in order."""
    return [MeasurePeriod(year, kind, rank) for rank in range(len(CUTS[kind]))]


def period_named(code: str) -> MeasurePeriod | None:
    """The period of a code that somebody may have made up; None when it is none."""
    first, _, rest = code.partition("-")
    kind, _, rank = rest.rpartition("-")
    if not (first.isdecimal() and len(first) == len("2026") and rank.isdecimal() and len(rank) < len("123")):
        return None
    if kind not in list(PeriodKind) or int(rank) >= len(CUTS[PeriodKind(kind)]):
        return None
    return MeasurePeriod(SchoolYear(int(first)), PeriodKind(kind), int(rank))
