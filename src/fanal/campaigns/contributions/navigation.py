"""« Récolement », a tab of « Matériel »."""

from fanal.accounts.models.member import Member
from fanal.accounts.reading.navigation import page_for
from fanal.campaigns.policies import campaign as policies
from fanal.core.pages.navigation import EQUIPMENT, NAVIGATION, Item
from fanal.core.registry import register


@register(NAVIGATION, "campaigns")
def navigation(member: Member) -> list[Item]:
    return page_for(member, policies.read_campaigns, EQUIPMENT, "Récolement", "campaigns:campaign_list")
