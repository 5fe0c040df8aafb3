"""« Indicateurs », among the pages of the year that steer the school."""

from fanal.accounts.models.member import Member
from fanal.accounts.reading.navigation import page_for
from fanal.core.navigation import YEAR, Item
from fanal.core.registry import NAVIGATION, register
from fanal.indicators.policies import indicator as policies

GROUP = "Piloter"


@register(NAVIGATION, 72)
def navigation(member: Member) -> list[Item]:
    right = policies.read_indicators
    return page_for(member, right, YEAR, "Indicateurs", "indicators:dashboard", group=GROUP)
