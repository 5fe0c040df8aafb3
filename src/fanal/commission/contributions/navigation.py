"""« Commission »: among the year for the team, among the practice sheets for colleagues."""

from fanal.accounts.models.member import Member
from fanal.accounts.reading.navigation import page_for, year_section
from fanal.commission.policies import meeting as policies
from fanal.core.pages.navigation import NAVIGATION, YEAR, Item
from fanal.core.registry import register


@register(NAVIGATION, "commission")
def navigation(member: Member) -> list[Item]:
    if member.person is None:
        return []
    section = year_section(member)
    group = "Piloter" if section is YEAR else ""
    return page_for(
        member, policies.read_meetings, section, "Commission", "commission:meeting_list", group=group
    )
