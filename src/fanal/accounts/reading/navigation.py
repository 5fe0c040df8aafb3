"""A page of the menu, for those who may open it."""

from collections.abc import Callable, Iterable
from typing import Any

from fanal.accounts.models.member import Actor, Member
from fanal.accounts.models.roles import TEAM
from fanal.core.http.addresses import address
from fanal.core.pages.navigation import SHEETS, YEAR, Item, MenuSection


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


def addressed(member: Member, pages: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """The `pages` of an `Item`, each declared as its words and the name of its address."""
    return tuple((words, address(name, member.school.uai)) for words, name in pages)


def year_section(member: Member) -> MenuSection:
    """Where the rooms of the year stand: « L’année » for whoever has it, beside the sheets for colleagues."""
    return YEAR if member.has(*TEAM) else SHEETS
