"""« Licences », « Contrats » and « Consommables » among the machines, for whoever reads them."""

from fanal.accounts.models.member import Member
from fanal.accounts.models.roles import Role
from fanal.core.addresses import address
from fanal.core.navigation import EQUIPMENT, Item
from fanal.core.registry import NAVIGATION, register
from fanal.equipment.policies.equipment import KEEPERS


@register(NAVIGATION, 44)
def navigation(member: Member) -> list[Item]:
    if not member.has(*KEEPERS, Role.TECHNICIAN):
        return []
    uai = member.school.uai
    endings = (address("supplies:ending_list", uai),)
    return [
        Item("Consommables", address("supplies:consumable_list", uai), EQUIPMENT),
        Item("Licences", address("supplies:licence_list", uai), EQUIPMENT, also=endings),
        Item("Contrats", address("supplies:contract_list", uai), EQUIPMENT),
    ]
