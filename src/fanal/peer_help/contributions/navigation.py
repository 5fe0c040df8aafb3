"""« Entraide »: in the year for who runs it, beside the practice sheets for the others."""

from fanal.accounts.models.member import Member
from fanal.accounts.reading.navigation import page_for
from fanal.agenda.policies import year
from fanal.core.addresses import address
from fanal.core.navigation import SHEETS, YEAR, Item
from fanal.core.registry import NAVIGATION, register
from fanal.peer_help.policies import peer_help as policies

OTHERS = ("offer_list", "hour_list")


@register(NAVIGATION, 77)
def navigation(member: Member) -> list[Item]:
    section = YEAR if year.read_year(member.actor, None) else SHEETS
    others = tuple(address(f"peer_help:{name}", member.school.uai) for name in OTHERS)
    page = "peer_help:help_list"
    return page_for(member, policies.use_peer_help, section, "Entraide", page, group="Former", also=others)
