"""« Sorties », a tab of « Matériel »; « Proposer à la sortie », under the list of equipment."""

from fanal.accounts.models.member import Member
from fanal.accounts.reading.navigation import page_for
from fanal.core.http.addresses import address
from fanal.core.pages.navigation import EQUIPMENT, NAVIGATION, Item
from fanal.core.registry import register
from fanal.disposals.policies import disposal as policies
from fanal.equipment.reading.list_actions import LIST_ACTION, ListAction


@register(NAVIGATION, "disposals")
def navigation(member: Member) -> list[Item]:
    return page_for(member, policies.read_disposals, EQUIPMENT, "Sorties", "disposals:disposal_list")


@register(LIST_ACTION)
def list_action(member: Member) -> list[ListAction]:
    if not policies.prepare_disposal(member.actor, None):
        return []
    page = address("disposals:disposal_prepare", member.school.uai)
    return [ListAction("disposal", "Proposer à la sortie", page, "archive")]
