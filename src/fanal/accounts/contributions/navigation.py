"""What people and schools offer to the rest of Fanal."""

from fanal.accounts.models.member import Member
from fanal.accounts.models.roles import TEAM, Delegated
from fanal.accounts.policies import school as policies
from fanal.accounts.reading.navigation import page_for
from fanal.core.http.addresses import address
from fanal.core.pages.navigation import NAVIGATION, PEOPLE, SETTINGS, Item
from fanal.core.registry import register


@register(NAVIGATION, "accounts")
def navigation(member: Member) -> list[Item]:
    items = page_for(member, policies.see_people, PEOPLE, "Personnels", "people:person_list")
    if member.has(*TEAM, Delegated.SETTINGS):
        url = address("settings:settings_page", member.school.uai)
        items.append(Item("Réglages", url, SETTINGS))
    return items
