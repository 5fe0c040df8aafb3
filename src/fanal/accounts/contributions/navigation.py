"""What people and schools offer to the rest of Fanal."""

from fanal.accounts import policies
from fanal.accounts.models.member import Member
from fanal.accounts.models.roles import TEAM, Delegated
from fanal.core.addresses import address
from fanal.core.navigation import SCHOOL, Item
from fanal.core.registry import NAVIGATION, register


@register(NAVIGATION, 60)
def navigation(member: Member) -> list[Item]:
    uai, items = member.school.uai, []
    if policies.see_people(member.actor, None):
        items.append(Item("Personnes", address("people:person_list", uai), "users", SCHOOL))
    if member.has(*TEAM, Delegated.SETTINGS):
        items.append(Item("Réglages", address("settings:settings_page", uai), "settings", SCHOOL))
    return items
