"""« Réserver » in the menu; what can be booked, for whoever answers for it."""

from fanal.accounts.models.member import Member
from fanal.accounts.models.roles import TEAM
from fanal.core.addresses import address
from fanal.core.navigation import BOOKING, EQUIPMENT, Item
from fanal.core.registry import NAVIGATION, register


@register(NAVIGATION, 42)
def navigation(member: Member) -> list[Item]:
    if member.person is None:
        return []
    section = EQUIPMENT if member.has(*TEAM) else BOOKING
    label = "Réservations" if member.has(*TEAM) else "Réserver"
    return [Item(label, address("bookings:week", member.school.uai), section)]
