"""« Récolement », a tab of « Matériel »."""

from fanal.accounts.models.member import Member
from fanal.accounts.reading.navigation import page_for
from fanal.campaigns.policies import campaign as policies
from fanal.core.navigation import EQUIPMENT, Item
from fanal.core.registry import NAVIGATION, register


@register(NAVIGATION, 41)
def navigation(member: Member) -> list[Item]:
    return page_for(member, policies.read_campaigns, EQUIPMENT, "Récolement", "campaigns:campaign_list")
