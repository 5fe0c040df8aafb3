"""Which school year does this page show: the one of today, or an older one chosen in its address (`?annee=`)?

A view whose list is filtered by year says so with `@by_year`; the header then offers the years. The choice
lives in the address alone: two tabs may show two years, and nobody works in last year without seeing it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone

from fanal.year.rules.years import SchoolYear, prepared_on, year_of

PARAMETER = "annee"
BEFORE = 4  # how many older years are offered

View = Callable[..., HttpResponseBase]


@dataclass(frozen=True)
class ShownYear:
    """`request.school_year`. `is_chosen`: the address names it, so lists keep to it."""

    year: SchoolYear
    is_chosen: bool = False
    is_past: bool = False
    is_coming: bool = False

    @property
    def is_another(self) -> bool:
        """Not the one of today."""
        return self.is_past or self.is_coming

    @property
    def kept(self) -> dict[str, str]:
        """What a link of the page carries so that the year stays while one moves around."""
        return {PARAMETER: self.year.label} if self.is_chosen else {}

    @property
    def query(self) -> str:
        """The same as the end of an address: « ?annee=2025-2026 », or nothing."""
        return year_query(self.year) if self.is_chosen else ""

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


def year_query(year: SchoolYear) -> str:
    """The end of an address that shows this year."""
    return f"?{PARAMETER}={year}"


def years_offered(today: date) -> list[SchoolYear]:
    """This year and the four before, newest first; the next one before them, once it is prepared."""
    current, coming = year_of(today), prepared_on(today)
    years = [SchoolYear(current.first - back) for back in range(BEFORE + 1)]
    return [coming, *years] if coming else years


def shown_year(request: HttpRequest, today: date) -> ShownYear:
    """The year its address names, when it is one of those offered; else today's."""
    current = year_of(today)
    label = request.GET.get(PARAMETER, "")
    chosen = next((year for year in years_offered(today) if year.label == label), None)
    if chosen is None:
        return ShownYear(current)
    return ShownYear(chosen, is_chosen=True, is_past=chosen < current, is_coming=chosen > current)


def by_year(view: View) -> View:
    """Mark a view whose list keeps to `request.school_year` once it is chosen."""
    view.fanal_by_year = True  # type: ignore[attr-defined]
    return view


def is_by_year(view: Any) -> bool:
    return bool(getattr(view, "fanal_by_year", False))
