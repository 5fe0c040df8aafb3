"""« Fournitures » among the machines, for whoever reads them: licences, contracts, consumables, endings."""

from fanal.accounts.models.member import Member
from fanal.accounts.reading.navigation import page_for
from fanal.core.addresses import address
from fanal.core.navigation import EQUIPMENT, Item
from fanal.core.registry import NAVIGATION, register
from fanal.supplies.policies import purchase as policies

OTHERS = ("contract_list", "consumable_list", "ending_list")


@register(NAVIGATION, 44)
def navigation(member: Member) -> list[Item]:
    others = tuple(address(f"supplies:{name}", member.school.uai) for name in OTHERS)
    page = "supplies:licence_list"
    return page_for(member, policies.read_purchases, EQUIPMENT, "Fournitures", page, also=others)
