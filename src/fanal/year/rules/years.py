"""Which school year does a day belong to?

A school year runs from 1 September to 31 August and is called « 2026-2027 » (code de l’éducation,
L521-1). New Caledonia’s civil year is not covered.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

FIRST_MONTH = 9
PREPARED_FROM = 6  # June: files of the next year come, its tasks are created
LESSONS_UNTIL = (6, 30)  # whoever leaves later was here the whole year: the date is ours, no text sets one


@dataclass(frozen=True, order=True)
class SchoolYear:
    """The school year that starts in September of `first`."""

    first: int

    @property
    def label(self) -> str:
        return f"{self.first}-{self.first + 1}"

    @property
    def starts_on(self) -> date:
        return date(self.first, FIRST_MONTH, 1)

    @property
    def ends_on(self) -> date:
        """The last day, included."""
        return self.next.starts_on - timedelta(days=1)

    @property
    def lessons_end_on(self) -> date:
        """Those who leave after this day belong to the year to its end."""
        return date(self.first + 1, *LESSONS_UNTIL)

    @property
    def next(self) -> "SchoolYear":
        return SchoolYear(self.first + 1)

    @property
    def previous(self) -> "SchoolYear":
        return SchoolYear(self.first - 1)

    def __contains__(self, day: date) -> bool:
        return self.starts_on <= day <= self.ends_on

    def __str__(self) -> str:
        return self.label


def last_lesson_day(year: SchoolYear, closings: Iterable[tuple[date, date]]) -> date:
    """The eve of the summer holidays: of the period, as (first day, day of return), that holds 1 August.

    Where none is known: the day that counts as the end for those who leave.
    """
    august = date(year.first + 1, 8, 1)
    summers = [first for first, back in closings if first <= august < back]
    return min(summers) - timedelta(days=1) if summers else year.lessons_end_on


def year_of(day: date) -> SchoolYear:
    return SchoolYear(day.year if day.month >= FIRST_MONTH else day.year - 1)


def year_named(label: str) -> SchoolYear:
    """The year of a label that Fanal wrote itself."""
    return SchoolYear(int(label[:4]))


def same_day(day: date, first: int) -> date:
    """The same date in the school year that starts in `first`; 29 February becomes the 28th."""
    year = first + (day.month < 9)
    return date(year, 2, 28) if (day.month, day.day) == (2, 29) else date(year, day.month, day.day)


def prepared_on(day: date) -> SchoolYear | None:
    """The next year, once one prepares it: from June until it begins."""
    current = year_of(day)
    return current.next if PREPARED_FROM <= day.month < FIRST_MONTH else None
