"""« Fournitures » among the machines, for whoever reads them: licences, contracts, consumables, endings."""

from fanal.accounts.models.member import Member
from fanal.accounts.models.roles import Role
from fanal.core.addresses import address
from fanal.core.navigation import EQUIPMENT, Item
from fanal.core.registry import NAVIGATION, register
from fanal.equipment.policies.equipment import KEEPERS

OTHERS = ("contract_list", "consumable_list", "ending_list")


@register(NAVIGATION, 44)
def navigation(member: Member) -> list[Item]:
    if not member.has(*KEEPERS, Role.TECHNICIAN):
        return []
    uai = member.school.uai
    others = tuple(address(f"supplies:{name}", uai) for name in OTHERS)
    return [Item("Fournitures", address("supplies:licence_list", uai), EQUIPMENT, also=others)]
