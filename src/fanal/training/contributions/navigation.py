"""« Former » among the pages of the year; for colleagues, beside the practice sheets."""

from fanal.accounts.models.member import Member
from fanal.accounts.reading.navigation import page_for, year_section
from fanal.core.pages.navigation import NAVIGATION, Item
from fanal.core.registry import register
from fanal.training.policies import plan as policies
from fanal.training.policies import session as session_policies

GROUP = "Former"


@register(NAVIGATION, "training")
def navigation(member: Member) -> list[Item]:
    here, more = year_section(member), {"group": GROUP}
    return [
        *page_for(member, policies.read_plan, here, "Plan de formation", "training:plan", **more),
        *page_for(member, session_policies.read_sessions, here, "Séances", "training:session_list", **more),
        *page_for(member, session_policies.read_sessions, here, "Offres", "training:offer_list", **more),
        *page_for(
            member, policies.keep_own_needs, here, "Ma formation", "training:own_page", is_exact=True, **more
        ),
    ]
