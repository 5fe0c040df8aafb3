"""« Commission »: among the year for the team, among the practice sheets for colleagues."""

from fanal.accounts.models.member import Member
from fanal.accounts.models.roles import TEAM
from fanal.accounts.reading.navigation import page_for
from fanal.commission.policies import meeting as policies
from fanal.core.navigation import SHEETS, YEAR, Item
from fanal.core.registry import NAVIGATION, register


@register(NAVIGATION, 74)
def navigation(member: Member) -> list[Item]:
    if member.person is None:
        return []
    section = YEAR if member.has(*TEAM) else SHEETS
    return page_for(
        member,
        policies.read_meetings,
        section,
        "Commission",
        "commission:meeting_list",
        group="Piloter" if section is YEAR else "",
    )
