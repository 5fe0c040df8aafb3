"""The line of the navigation that leads to the mission."""

from fanal.accounts.models.member import Member
from fanal.core.navigation import Item
from fanal.core.registry import NAVIGATION, register
from fanal.missions.views.sections import first_section, pages


@register(NAVIGATION, 14)
def mission(member: Member) -> list[Item]:
    first = first_section(member)
    return [Item("La mission", first, "flag", also=pages(member))] if first else []
