"""The page of the states of services."""

from fanal.accounts.models.member import Member
from fanal.accounts.reading.navigation import page_for
from fanal.core.navigation import SERVICES, Item
from fanal.core.registry import NAVIGATION, register
from fanal.service_status.policies.states import read_states


@register(NAVIGATION, 50)
def navigation(member: Member) -> list[Item]:
    return page_for(member, read_states, SERVICES, "État", "states:state_list")
