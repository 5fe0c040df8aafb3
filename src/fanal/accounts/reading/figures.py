"""A figure of a school year, as an app offers it (`core.registry.FIGURES`): what is counted, over which days.

Two sorts. What happens (requests asked) is counted between two moments, so that last year may be counted to
the same date. What stands (pupils, machines) is as it is: last year's is known only if somebody kept it.
"""

from collections.abc import Callable
from dataclasses import astuple, dataclass, field, fields, replace
from datetime import date, datetime
from typing import Any, Self

from django.db.models import Aggregate, Count, QuerySet

from fanal.accounts.models import School
from fanal.accounts.rules.years import SchoolYear
from fanal.core.combined_counts import CountedQuestion


@dataclass(frozen=True)
class Window:
    """The part of a year that is counted: from `first` to `until`, not included; `last_day` is included.

    `label`, `starts_on` and `lessons_end_on` are those of the year. `is_now`: it ends today, and what stands
    now is what it shows.
    """

    label: str
    starts_on: date
    lessons_end_on: date
    first: datetime
    until: datetime
    last_day: date
    is_now: bool = False

    @classmethod
    def of(cls, year: SchoolYear, first: datetime, until: datetime, last_day: date, *, is_now: bool) -> Self:
        return cls(year.label, year.starts_on, year.lessons_end_on, first, until, last_day, is_now)

    def spread(self) -> tuple[tuple[Any, ...], bool]:
        """For prepared questions: all of it are values, but for what changes the question."""
        return astuple(self)[:-1], self.is_now

    def gather(self, values: tuple[Any, ...]) -> Self:
        return replace(self, **dict(zip(VALUES, values, strict=True)))

    def within(self, name: str) -> dict[str, Any]:
        """The condition on a moment: `rows.filter(**window.within("asked_at"))`."""
        return {f"{name}__gte": self.first, f"{name}__lt": self.until}

    def days(self, name: str) -> dict[str, Any]:
        """The same on a day; the last one is counted whole."""
        return {f"{name}__gte": self.starts_on, f"{name}__lte": self.last_day}


VALUES = [column.name for column in fields(Window)][:-1]


@dataclass(frozen=True)
class Figure:
    """`rows(school id, window)`, and what is told of them: how many, unless `value` says otherwise.

    `is_state`: what stands. `is_recounted`: a past year may be counted again at any time; else its rows are
    gone, or say today. `url` leads to the list.
    """

    code: str
    label: str
    rows: Callable[[int, Window], QuerySet]
    value: Aggregate = field(default_factory=lambda: Count("pk"))
    is_duration: bool = False
    is_state: bool = False
    is_recounted: bool = True
    url: Callable[[School, SchoolYear], str] | None = None

    def can_tell(self, window: Window) -> bool:
        if window.first > window.until and not self.is_state:
            return False
        return window.is_now or self.is_recounted

    def questions(self, school_id: int, window: Window) -> list[CountedQuestion]:
        """The value; then how many rows it rests on, unless that is the value."""
        rows = self.rows(school_id, window)
        counted = [CountedQuestion(rows, self.value)]
        return [*counted, CountedQuestion(rows, Count("pk"))] if self.is_duration else counted
