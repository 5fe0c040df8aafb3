"""What privacy offers to the rest of Fanal."""

from fanal.accounts.models.member import Member
from fanal.core.addresses import address
from fanal.core.navigation import SCHOOL, Item
from fanal.core.registry import NAVIGATION, register
from fanal.privacy.policies import registers as policies


@register(NAVIGATION, 55)
def navigation(member: Member) -> list[Item]:
    uai = member.school.uai
    if policies.read_register(member.actor, None):
        return [Item("Registre RGPD", address("privacy:register", uai), "shield-check", SCHOOL)]
    if policies.declare_use(member.actor, None):
        return [Item("Protéger les données", address("privacy:declare", uai), "shield-check", SCHOOL)]
    return []
