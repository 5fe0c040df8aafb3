"""The pages about the mission, as one row of links; the year of the address stays where it is known.

Each app offers its own (`core.registry.MISSION_PAGE`), in the order of the row.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from fanal.accounts.models.member import Actor, Member
from fanal.accounts.reading.school_years import PARAMETER, year_query
from fanal.accounts.reading.sections import Section, first_of, row_of_links
from fanal.accounts.rules.years import SchoolYear
from fanal.core.addresses import address
from fanal.core.registry import MISSION_PAGE, registered


@dataclass(frozen=True)
class MissionPage:
    """`right`: who reads it. `years`: those that its address may name. `is_for`: for whom it is there."""

    code: str
    label: str
    page: str
    right: Callable[[Actor, None], bool]
    years: Callable[[date], list[SchoolYear]] | None = None
    is_for: Callable[[Member], bool] | None = None

    @property
    def section(self) -> Section:
        return self.code, self.label, self.page, self.right


def _always() -> list[MissionPage]:
    return [page for page in registered(MISSION_PAGE) if page.is_for is None]


def sections(request: Any, current: str) -> list[dict[str, Any]]:
    match = request.resolver_match
    label = request.GET.get(PARAMETER, "") or (match.kwargs.get("year", "") if match else "")
    pages = [page for page in registered(MISSION_PAGE) if page.is_for is None or page.is_for(request.member)]
    years = {page.code: page.years for page in pages if page.years}

    def query(code: str) -> str:
        offered = years[code](request.today) if label and code in years else []
        return next((year_query(year) for year in offered if year.label == label), "")

    return row_of_links([page.section for page in pages], request.member, current, query)


def first_section(member: Member) -> str:
    return first_of([page.section for page in _always()], member)


def pages(member: Member) -> tuple[str, ...]:
    """Where each of them begins."""
    return tuple(address(page.page, member.school.uai) for page in _always())
