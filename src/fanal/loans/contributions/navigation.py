"""« Prêts » among the machines, for whoever keeps them; « Ce qui m’est prêté » for the others."""

from fanal.accounts.models.member import Member
from fanal.core.http.addresses import address
from fanal.core.pages.navigation import BOOKING, EQUIPMENT, NAVIGATION, Item
from fanal.core.registry import register
from fanal.equipment.policies.equipment import KEEPERS


@register(NAVIGATION, "loans.loans")
def loans(member: Member) -> list[Item]:
    if not member.has(*KEEPERS):
        return []
    return [Item("Prêts", address("loans:loan_list", member.school.uai), EQUIPMENT)]


@register(NAVIGATION, "loans.own")
def own(member: Member) -> list[Item]:
    if member.person is None or member.has(*KEEPERS):
        return []
    return [Item("Ce qui m’est prêté", address("loans:own", member.school.uai), BOOKING)]
