"""The line of the navigation that leads to the year."""

from fanal.accounts.models.member import Member
from fanal.agenda import policies
from fanal.core.addresses import address
from fanal.core.navigation import Item
from fanal.core.registry import NAVIGATION, register


@register(NAVIGATION, 15)
def navigation(member: Member) -> list[Item]:
    if not policies.read_year(member.actor, None):
        return []
    return [Item("L’année", address("agenda:year", member.school.uai), "calendar-event")]
