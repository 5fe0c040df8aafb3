"""The first line of the navigation, and the first steps of a school."""

from fanal.accounts.models.member import Member
from fanal.core.addresses import address
from fanal.core.navigation import TODAY, Item
from fanal.core.registry import NAVIGATION, SEARCH, register, registered
from fanal.core.search import MOST_HITS, Hit, SearchSource
from fanal.core.words import fold
from fanal.web import attention  # noqa: F401  its card
from fanal.web.setup import first_steps  # noqa: F401  its card


@register(NAVIGATION, 0)
def navigation(member: Member) -> list[Item]:
    return [Item("Aujourd’hui", address("web:home", member.school.uai), TODAY, is_exact=True)]


def _pages(member: Member, typed: str) -> list[Hit]:
    """Pages of the menu, settings among them, whose name holds each word."""
    words = fold(typed).split()
    items = [item for make in registered(NAVIGATION) for item in make(member)]
    named = [(item, f" {fold(item.label)} {fold(item.section.label)}") for item in items]
    found = [item for item, name in named if all(f" {word}" in name for word in words)]
    return [Hit(item.label, item.section.label, item.url) for item in found[:MOST_HITS]]


register(SEARCH, 50)(SearchSource("Pages", "file-text", _pages))
