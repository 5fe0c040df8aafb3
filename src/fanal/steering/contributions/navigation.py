"""« Projet numérique »: in the year for the team, beside the practice sheets for the other colleagues."""

from fanal.accounts.models.member import Member
from fanal.accounts.models.roles import TEAM
from fanal.accounts.reading.navigation import page_for, year_section
from fanal.core.addresses import address
from fanal.core.navigation import Item
from fanal.core.registry import NAVIGATION, register
from fanal.steering.policies import project as policies

OTHERS = ("timeline", "coverage", "grid_list", "version_list")  # the last three are for the team


@register(NAVIGATION, 76)
def navigation(member: Member) -> list[Item]:
    pages = tuple(address(f"steering:{name}", member.school.uai) for name in OTHERS)
    is_of_team = member.has(*TEAM)
    return page_for(
        member,
        policies.read_project,
        year_section(member),
        "Projet numérique",
        "steering:project",
        group="Piloter" if is_of_team else "",
        also=pages if is_of_team else pages[:1],
    )
