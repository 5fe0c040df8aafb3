"""A page of the menu, for those who may open it."""

from collections.abc import Callable
from typing import Any

from fanal.accounts.models.member import Actor, Member
from fanal.accounts.models.roles import TEAM
from fanal.core.addresses import address
from fanal.core.navigation import SHEETS, YEAR, Item, MenuSection


def page_for(
    member: Member,
    right: Callable[[Actor, None], bool],
    section: MenuSection,
    label: str,
    page: str,
    **more: Any,
) -> list[Item]:
    """`page`: the name of its address, which takes the school alone. `more`: what else `Item` takes."""
    if not right(member.actor, None):
        return []
    return [Item(label, address(page, member.school.uai), section, **more)]


def year_section(member: Member) -> MenuSection:
    """Where the rooms of the year stand: « L’année » for whoever has it, beside the sheets for colleagues."""
    return YEAR if member.has(*TEAM) else SHEETS
