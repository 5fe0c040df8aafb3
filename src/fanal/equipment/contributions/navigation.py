"""The lines of the navigation that lead to equipment, and what the convention says of one thing."""

from fanal.accounts.models.member import Member
from fanal.accounts.models.roles import TEAM, Role
from fanal.accounts.policies.rights import annotate_permissions
from fanal.core.http.addresses import address
from fanal.core.pages.navigation import EQUIPMENT, NAVIGATION, Item
from fanal.core.pages.panels import PANEL, Panel
from fanal.core.registry import register
from fanal.equipment.models import Equipment
from fanal.equipment.policies import equipment as policies
from fanal.equipment.reading.convention import answer_for
from fanal.equipment.reading.request_subject import RequestSubject

SEES_ALL = (*TEAM, Role.TECHNICIAN)


@register(NAVIGATION, "equipment")
def navigation(member: Member) -> list[Item]:
    uai = member.school.uai
    if not member.has(*SEES_ALL):
        return []
    return [
        Item("Équipements", address("equipment:equipment_list", uai), EQUIPMENT),
        Item("Salles", address("equipment:room_list", uai), EQUIPMENT),
        Item("Bilan du parc", address("equipment:fleet", uai), EQUIPMENT),
    ]


@register(PANEL, "equipment")
def who_repairs(member: Member, thing: object) -> Panel | None:
    """On a record, and on whatever names one as its `equipment` (a request): what the convention says.

    A request asks once for itself and once for its subject: it is answered on the first.
    """
    if isinstance(thing, RequestSubject):
        return None
    equipment = thing if isinstance(thing, Equipment) else getattr(thing, "equipment", None)
    if not isinstance(equipment, Equipment) or not policies.read_convention(member.actor, None):
        return None
    if equipment.state == Equipment.State.DISPOSED:  # nobody repairs it, nothing is passed on
        return None
    answer = answer_for(equipment, member.school)
    annotate_permissions([equipment], policies.write_convention, to=member.actor)
    context = {"answer": answer, "equipment": equipment}
    return Panel("Qui répare, qui paie, qui décide", "equipment/convention_panel.html", context)
