"""The pages of allowances and letters in the row of links about the mission."""

from django.db.models import QuerySet

from fanal.accounts.models.member import Member
from fanal.accounts.models.roles import Role
from fanal.agenda.rules.years import known_years, letter_years
from fanal.allowances import policies
from fanal.allowances.models import ImpProposal
from fanal.core.prepared import prepared
from fanal.core.registry import MISSION_PAGE, register
from fanal.missions.views.sections import MissionPage


@prepared
def _own(school_id: int, person_id: int) -> QuerySet[ImpProposal]:
    return ImpProposal.objects.for_school(school_id).filter(person=person_id).only("pk")[:1]


def _has_a_proposal(member: Member) -> bool:
    """A référent finds what is proposed to them here too, when something is; others, on their home page."""
    if not member.has(Role.DIGITAL_LEAD) or member.person is None:
        return False
    return bool(_own.first(member.school.pk, member.person.pk))


PAGES = {
    55: MissionPage(
        "own",
        "Mes propositions",
        "allowances:own_list",
        policies.list_own_proposals,
        is_for=_has_a_proposal,
    ),
    60: MissionPage(
        "allowances", "Indemnités", "allowances:allowance_list", policies.read_allowances, known_years
    ),
    70: MissionPage("letters", "Lettre", "letters:letter_list", policies.show_letters, letter_years),
}
for order, page in PAGES.items():
    register(MISSION_PAGE, order)(page)
