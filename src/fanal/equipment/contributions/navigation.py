"""The lines of the navigation that lead to equipment, and what the convention says of one thing."""

from fanal.accounts.models.member import Member
from fanal.accounts.models.roles import TEAM, Role
from fanal.core.addresses import address
from fanal.core.navigation import EQUIPMENT, Item
from fanal.core.panels import Panel
from fanal.core.registry import NAVIGATION, PANEL, register
from fanal.equipment.models import Equipment
from fanal.equipment.policies import equipment as policies
from fanal.equipment.reading.convention import answer_for

SEES_ALL = (*TEAM, Role.TECHNICIAN)


@register(NAVIGATION, 40)
def navigation(member: Member) -> list[Item]:
    uai = member.school.uai
    if not member.has(*SEES_ALL):
        return []
    return [
        Item("Équipements", address("equipment:equipment_list", uai), EQUIPMENT),
        Item("Salles", address("equipment:room_list", uai), EQUIPMENT),
        Item("Bilan du parc", address("equipment:fleet", uai), EQUIPMENT),
    ]


@register(PANEL, 10)
def who_repairs(member: Member, thing: object) -> Panel | None:
    """On a record, and on whatever names one as its `equipment` (a request): what the convention says."""
    equipment = thing if isinstance(thing, Equipment) else getattr(thing, "equipment", None)
    if not isinstance(equipment, Equipment) or not policies.read_convention(member.actor, None):
        return None
    if equipment.state == Equipment.State.DISPOSED:  # nobody repairs it, nothing is passed on
        return None
    answer = answer_for(equipment, member.school)
    context = {"answer": answer, "can_write": policies.write_convention(member.actor, None)}
    return Panel("Qui répare, qui paie, qui décide", "equipment/convention_panel.html", context)
