"""Where the pages about the mission stand in the menu."""

from fanal.accounts.models.member import Member
from fanal.accounts.models.roles import Role
from fanal.core.pages.navigation import MISSION, OWN_MISSION, TO_SIGN, MenuSection

EACH_WEEK, EACH_YEAR = "Chaque semaine", "Chaque année"


def mission_section(member: Member) -> MenuSection:
    """A référent's own mission; for the head, what is to decide and to sign."""
    if member.has(Role.HEAD):
        return TO_SIGN
    return OWN_MISSION if member.has(Role.DIGITAL_LEAD) else MISSION
