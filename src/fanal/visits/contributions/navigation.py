"""The line of the navigation that leads to visits."""

from fanal.accounts.models.member import Member
from fanal.accounts.models.roles import TEAM, Role
from fanal.core.http.addresses import address
from fanal.core.pages.navigation import NAVIGATION, REQUESTS, Item
from fanal.core.registry import register


@register(NAVIGATION, "visits")
def navigation(member: Member) -> list[Item]:
    if not member.has(*TEAM, Role.TECHNICIAN):
        return []
    return [Item("Passages", address("visits:visit_list", member.school.uai), REQUESTS)]
