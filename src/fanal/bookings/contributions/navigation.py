"""« Réserver » in the menu; what can be booked, for whoever answers for it."""

from fanal.accounts.models.member import Member
from fanal.accounts.models.roles import TEAM
from fanal.core.http.addresses import address
from fanal.core.pages.navigation import BOOKING, EQUIPMENT, NAVIGATION, Item
from fanal.core.registry import register


@register(NAVIGATION, "bookings")
def navigation(member: Member) -> list[Item]:
    if member.person is None:
        return []
    section = EQUIPMENT if member.has(*TEAM) else BOOKING
    label = "Réservations" if member.has(*TEAM) else "Réserver"
    return [Item(label, address("bookings:week", member.school.uai), section)]
