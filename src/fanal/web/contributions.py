"""The first line of the navigation, and the first steps of a school."""

from fanal.accounts.models.member import Member
from fanal.core.http.addresses import address
from fanal.core.pages.navigation import NAVIGATION, TODAY, Item
from fanal.core.pages.search import MOST_HITS, SEARCH, Hit, SearchSource
from fanal.core.registry import register, registered
from fanal.core.text.words import fold
from fanal.web import attention  # noqa: F401  its card
from fanal.web.setup import first_steps  # noqa: F401  its card


@register(NAVIGATION, "web")
def navigation(member: Member) -> list[Item]:
    return [Item("Aujourd’hui", address("web:home", member.school.uai), TODAY, is_exact=True)]


def _pages(member: Member, typed: str) -> list[Hit]:
    """Pages of the menu, settings among them, whose name holds each word."""
    words = fold(typed).split()
    items = [item for make in registered(NAVIGATION) for item in make(member)]
    named = [(item, f" {fold(item.label)} {fold(item.section.label)}") for item in items]
    found = [item for item, name in named if all(f" {word}" in name for word in words)]
    return [Hit(item.label, item.section.label, item.url) for item in found[:MOST_HITS]]


register(SEARCH, "web")(SearchSource("Pages", "file-text", _pages))
