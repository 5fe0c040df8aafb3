"""« Indicateurs », among the pages of the year that steer the school."""

from fanal.accounts.models.member import Member
from fanal.accounts.reading.navigation import page_for
from fanal.core.pages.navigation import NAVIGATION, YEAR, Item
from fanal.core.registry import register
from fanal.indicators.policies import indicator as policies

GROUP = "Piloter"


@register(NAVIGATION, "indicators")
def navigation(member: Member) -> list[Item]:
    right = policies.read_indicators
    return page_for(member, right, YEAR, "Indicateurs", "indicators:dashboard", group=GROUP)
