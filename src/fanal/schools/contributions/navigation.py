"""« Vérifier un document », for whoever may open the school, among what they have there."""

from fanal.accounts.models.member import Member
from fanal.accounts.models.roles import EVERYONE, Role
from fanal.accounts.policies import school as policies
from fanal.accounts.reading.navigation import page_for, year_section
from fanal.core.pages.navigation import EQUIPMENT, NAVIGATION, PRIVACY, Item, MenuSection
from fanal.core.registry import register


@register(NAVIGATION, "schools")
def verification(member: Member) -> list[Item]:
    label, page = "Vérifier un document", "verification:verification_page"
    return page_for(member, policies.verify_paper, _section(member), label, page)


def _section(member: Member) -> MenuSection:
    if member.has(*EVERYONE):
        return year_section(member)
    return EQUIPMENT if member.has(Role.TECHNICIAN) else PRIVACY
