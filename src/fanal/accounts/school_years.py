"""Which school year does this page show: the one of today, or an older one chosen in its address (`?annee=`)?

A view whose list is filtered by year says so with `@by_year`; the header then offers the years. The choice
lives in the address alone: two tabs may show two years, and nobody works in last year without seeing it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from fanal.accounts.rules.years import SchoolYear, year_of

PARAMETER = "annee"
BEFORE = 4  # how many older years are offered

View = Callable[..., HttpResponse]


@dataclass(frozen=True)
class ShownYear:
    """`request.school_year`. `is_chosen`: the address names it, so lists keep to it."""

    year: SchoolYear
    is_chosen: bool = False
    is_past: bool = False

    @property
    def starts_on(self) -> date:
        return self.year.starts_on

    @property
    def ends_on(self) -> date:
        return self.year.ends_on

    @property
    def moments(self) -> tuple[datetime, datetime]:
        """From its first instant to the first of the next, in the school's time zone."""
        first, after = self.starts_on, self.ends_on + timedelta(days=1)
        here = timezone.get_current_timezone()
        return datetime.combine(first, time(), tzinfo=here), datetime.combine(after, time(), tzinfo=here)

    def __str__(self) -> str:
        return self.year.label


def years_offered(today: date) -> list[SchoolYear]:
    """This year and the four before, newest first."""
    current = year_of(today)
    return [SchoolYear(current.first - back) for back in range(BEFORE + 1)]


def shown_year(request: HttpRequest, today: date) -> ShownYear:
    """The year its address names, when it is one of those offered; else today's."""
    current = year_of(today)
    asked = request.GET.get(PARAMETER, "")
    chosen = next((year for year in years_offered(today) if year.label == asked), None)
    return ShownYear(chosen or current, chosen is not None, chosen is not None and chosen < current)


def by_year(view: View) -> View:
    """Mark a view whose list keeps to `request.school_year` once it is chosen."""
    view.fanal_by_year = True  # type: ignore[attr-defined]
    return view


def is_by_year(view: Any) -> bool:
    return bool(getattr(view, "fanal_by_year", False))
