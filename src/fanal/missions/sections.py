"""The pages about the mission, as one row of links; the year of the address stays where it is known."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django.db.models import QuerySet

from fanal.accounts.members import Member
from fanal.accounts.roles import Role
from fanal.accounts.rules.years import SchoolYear
from fanal.accounts.school_years import PARAMETER, year_query
from fanal.accounts.sections import Section, first_of, row_of_links
from fanal.core.addresses import address
from fanal.core.prepared import prepared
from fanal.missions import policies
from fanal.missions.models import ImpProposal
from fanal.missions.rules.imp.years import kept_years, known_years, letter_years

OWN: Section = ("own", "Mes propositions", "allowances:own_list", policies.list_own_proposals)
SECTIONS: tuple[Section, ...] = (
    ("week", "Point", "points:point", policies.read_point),
    ("work", "Mon carnet", "work:log", policies.show_own_log),
    ("shared_work", "Carnets", "work:shared_list", policies.read_shared_work),
    ("needs", "Besoins", "shares:needs", policies.read_sharing),
    ("sharing", "Partage", "shares:sharing", policies.read_sharing),
    ("allowances", "Indemnités", "allowances:allowance_list", policies.read_allowances),
    ("letters", "Lettre", "letters:letter_list", policies.show_letters),
    ("absence", "Absence", "absences:absence", policies.read_absences),
    ("training", "Formation", "trainings:training", policies.open_training),
    ("handover", "Transmission", "handover:handover", policies.read_handover),
)
YEARS: Mapping[str, Callable[[date], list[SchoolYear]]] = {
    "work": kept_years, "needs": known_years, "sharing": known_years, "allowances": known_years,
    "letters": letter_years, "training": kept_years,
}  # fmt: skip


@prepared
def _own(school_id: int, person_id: int) -> QuerySet[ImpProposal]:
    return ImpProposal.objects.for_school(school_id).filter(person=person_id).only("pk")[:1]


def _shown(member: Member) -> list[Section]:
    """A référent finds what is proposed to them here too, when something is; others, on their home page."""
    shown = [*SECTIONS]
    if member.has(Role.DIGITAL_LEAD) and member.person and _own.first(member.school.pk, member.person.pk):
        shown.insert(5, OWN)
    return shown


def sections(request: Any, current: str) -> list[dict[str, Any]]:
    match = request.resolver_match
    asked = request.GET.get(PARAMETER, "") or (match.kwargs.get("year", "") if match else "")

    def query(code: str) -> str:
        known = YEARS[code](request.today) if asked and code in YEARS else []
        return next((year_query(one) for one in known if one.label == asked), "")

    return row_of_links(_shown(request.member), request.member, current, query)


def first_section(member: Member) -> str:
    return first_of(SECTIONS, member)


def pages(member: Member) -> tuple[str, ...]:
    """Where each of them begins."""
    return tuple(address(page, member.school.uai) for _, _, page, _ in SECTIONS)
