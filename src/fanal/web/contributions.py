"""The first line of the navigation, and the first steps of a school."""

from fanal.accounts.models.member import Member
from fanal.core.addresses import address
from fanal.core.navigation import Item
from fanal.core.registry import NAVIGATION, register
from fanal.web import attention  # noqa: F401  its card
from fanal.web.setup import first_steps  # noqa: F401  its card


@register(NAVIGATION, 0)
def navigation(member: Member) -> list[Item]:
    home = address("web:home", member.school.uai)
    return [Item("Aujourd’hui", home, "home", on_phone=True, phone_label="Accueil", is_exact=True)]
