"""« Entraide »: in the year for who runs it, beside the practice sheets for the others."""

from fanal.accounts.models.member import Member
from fanal.accounts.reading.navigation import page_for, year_section
from fanal.core.addresses import address
from fanal.core.navigation import Item
from fanal.core.registry import NAVIGATION, register
from fanal.peer_help.policies import peer_help as policies

OTHERS = ("offer_list", "hour_list")


@register(NAVIGATION, 77)
def navigation(member: Member) -> list[Item]:
    section = year_section(member)
    others = tuple(address(f"peer_help:{name}", member.school.uai) for name in OTHERS)
    page = "peer_help:help_list"
    return page_for(member, policies.use_peer_help, section, "Entraide", page, group="Former", also=others)
