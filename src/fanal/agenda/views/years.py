"""The years of the pages of the mission: the one of the address, the chips between them, the way back.

Not `@by_year` (`accounts.reading.school_years`): needs, letters and allowances are prepared from February
for the next year, and the chips stand on the page, on a phone too.
"""

from collections.abc import Sequence
from datetime import date

from django.http import Http404

from fanal.accounts.reading.requests import SchoolRequest
from fanal.accounts.reading.school_years import PARAMETER
from fanal.agenda.rules.years import known_years, prepared_years, worked_year
from fanal.core.http.addresses import address
from fanal.core.pages.filter_chips import FilterChip
from fanal.year.rules.years import SchoolYear, year_named, year_of


def year_among(request: SchoolRequest, offered: Sequence[SchoolYear], default: SchoolYear) -> SchoolYear:
    """The year of the address, when it is one of those offered; else the default."""
    label = request.GET.get(PARAMETER, "")
    return next((year for year in offered if year.label == label), default)


def year_of_address(request: SchoolRequest, today: date) -> str:
    """Of the years that one prepares or reads; else the one that is worked on."""
    return year_among(request, known_years(today), worked_year(today)).label


def year_read(request: SchoolRequest, offered: Sequence[SchoolYear]) -> SchoolYear:
    """Of the years of what is kept; else the one that runs."""
    return year_among(request, offered, year_of(request.today))


def known_year(year: str, today: date) -> str:
    """A year in the path must be one of those offered."""
    if year not in {offered.label for offered in known_years(today)}:
        raise Http404
    return year


def page_of_year(request: SchoolRequest, page: str, year: str) -> str:
    return f"{address(page, request.member.school.uai)}?{PARAMETER}={year}"


def year_chips(
    request: SchoolRequest, page: str, year: str, offered: Sequence[SchoolYear] = ()
) -> list[FilterChip]:
    """The newest first, as in the list of the header: a phone shows the first ones.

    Where none are `offered`, those that one prepares and the one shown; « Avant » goes one year further back.
    """
    years = sorted(offered or {*prepared_years(request.today), year_named(year)}, reverse=True)
    chips = [
        FilterChip(label, page_of_year(request, page, label), None, label == year)
        for label in (chip_year.label for chip_year in years)
    ]
    before = years[-1].previous
    if not offered and before in known_years(request.today):
        url = page_of_year(request, page, before.label)
        chips.append(FilterChip("Avant", url, None, current=False))
    return chips
