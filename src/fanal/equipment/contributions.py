"""What equipment offers to the rest of Fanal."""

from django.urls import reverse

from fanal.accounts.members import Member
from fanal.accounts.roles import TEAM, Role
from fanal.core.navigation import Item
from fanal.core.registry import NAVIGATION, offer
from fanal.equipment import search  # noqa: F401 (what it offers)
from fanal.equipment.machines import contributions as machines  # noqa: F401 (what it offers)

SEES_ALL = (*TEAM, Role.TECHNICIAN)


@offer(NAVIGATION, 20)
def navigation(member: Member) -> list[Item]:
    uai = member.school.uai
    if not member.has(*SEES_ALL):
        return []
    return [
        Item("Équipements", reverse("equipment:equipment_list", args=[uai]), "box", on_phone=True),
        Item("Salles", reverse("equipment:room_list", args=[uai]), "door"),
    ]
