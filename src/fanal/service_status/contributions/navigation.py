"""The page of the states of services."""

from fanal.accounts.models.member import Member
from fanal.accounts.reading.navigation import page_for
from fanal.core.pages.navigation import NAVIGATION, SERVICES, Item
from fanal.core.registry import register
from fanal.service_status.policies.states import read_states


@register(NAVIGATION, "service_status")
def navigation(member: Member) -> list[Item]:
    return page_for(member, read_states, SERVICES, "État", "states:state_list")
