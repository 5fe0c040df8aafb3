"""The pages of allowances, among those about the mission."""

from fanal.accounts.models.member import Member
from fanal.accounts.models.roles import Role
from fanal.accounts.reading.navigation import page_for
from fanal.agenda.rules.years import known_years
from fanal.allowances.policies import allowance as policies
from fanal.core.pages.navigation import NAVIGATION, Item
from fanal.core.registry import register
from fanal.missions.reading.navigation import EACH_YEAR, mission_section


@register(NAVIGATION, "allowances")
def navigation(member: Member) -> list[Item]:
    """A référent finds what is proposed to them here too; others, on their home page."""
    here, each = mission_section(member), {"group": EACH_YEAR}
    right, own = policies.read_allowances, policies.list_own_proposals
    items = page_for(
        member, right, here, "Indemnités", "allowances:allowance_list", years=known_years, **each
    )
    if member.has(Role.DIGITAL_LEAD):
        items += page_for(member, own, here, "Mes propositions", "allowances:own_list", **each)
    return items
