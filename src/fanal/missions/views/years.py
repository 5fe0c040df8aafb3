"""The years that one prepares: the one asked for in the address, the chips between them, the way back.

Not `@by_year` (`accounts.school_years`): needs and allowances are prepared from February for the next year.
"""

from datetime import date
from typing import Any

from django.http import Http404, HttpRequest

from fanal.accounts.school_years import PARAMETER
from fanal.core.addresses import address
from fanal.missions.rules.imp.years import prepared_years, worked_year


def year_asked(request: HttpRequest, today: date) -> str:
    """The year of the address, when it is one of those offered; else the one that is worked on."""
    asked = request.GET.get(PARAMETER, "")
    offered = {one.label for one in prepared_years(today)}
    return asked if asked in offered else worked_year(today).label


def known_year(year: str, today: date) -> str:
    """A year in the path must be one of those offered."""
    if year not in {one.label for one in prepared_years(today)}:
        raise Http404
    return year


def page_of_year(request: HttpRequest, page: str, year: str) -> str:
    return f"{address(page, request.member.school.uai)}?{PARAMETER}={year}"


def year_chips(request: HttpRequest, page: str, year: str) -> list[dict[str, Any]]:
    return [
        {"label": one.label, "url": page_of_year(request, page, one.label), "current": one.label == year,
         "count": None}
        for one in prepared_years(request.today)
    ]  # fmt: skip
