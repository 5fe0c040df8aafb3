"""What the services offer to the rest of Fanal."""

from fanal.accounts.models.member import Member
from fanal.accounts.reading.navigation import page_for
from fanal.core.pages.navigation import NAVIGATION, SERVICES, Item
from fanal.core.registry import register
from fanal.online_services.policies.register import see_services


@register(NAVIGATION, "online_services")
def navigation(member: Member) -> list[Item]:
    return page_for(member, see_services, SERVICES, "Catalogue", "online_services:service_list")
