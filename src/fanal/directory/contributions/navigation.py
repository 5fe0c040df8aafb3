"""What the directory offers to the rest of Fanal."""

from fanal.accounts.models.member import Member
from fanal.core.addresses import address
from fanal.core.navigation import SCHOOL, Item
from fanal.core.registry import NAVIGATION, register
from fanal.directory.policies import directory as policies


@register(NAVIGATION, 50)
def navigation(member: Member) -> list[Item]:
    if not policies.read_pupils(member.actor, None):
        return []
    uai = member.school.uai
    return [
        Item("Élèves et classes", address("directory:pupil_list", uai), "school", SCHOOL),
        Item("Arrivées et départs", address("movements:movement_list", uai), "user-check", SCHOOL),
    ]
