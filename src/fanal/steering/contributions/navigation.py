"""« Projet numérique »: in the year for the team, among the practice sheets for the other colleagues."""

from fanal.accounts.models.member import Member
from fanal.accounts.models.roles import TEAM
from fanal.accounts.reading.navigation import page_for
from fanal.core.addresses import address
from fanal.core.navigation import SHEETS, YEAR, Item
from fanal.core.registry import NAVIGATION, register
from fanal.steering.policies import project as policies

LABEL, PAGE = "Projet numérique", "steering:project"
OTHERS = ("timeline", "coverage", "grid_list", "version_list")


@register(NAVIGATION, 76)
def navigation(member: Member) -> list[Item]:
    others = tuple(address(f"steering:{name}", member.school.uai) for name in OTHERS)
    if member.has(*TEAM):
        return page_for(member, policies.read_versions, YEAR, LABEL, PAGE, group="Piloter", also=others)
    return page_for(member, policies.read_project, SHEETS, LABEL, PAGE, also=others[:1])
