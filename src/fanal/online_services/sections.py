"""The pages about services, as one row of links: each leads to those that its reader may open."""

from typing import Any

from fanal.accounts.members import Member
from fanal.core.addresses import address
from fanal.online_services import policies

SECTIONS = (
    ("register", "Services", "online_services:service_list", policies.see_services),
    ("states", "État", "states:state_list", policies.read_states),
    ("acts", "Désignations", "designations:act_list", policies.read_designations),
    ("reviews", "Revues d’accès", "reviews:review_list", policies.read_reviews),
    ("habits", "Habitudes", "habits:habit_list", policies.read_habits),
)


def sections(member: Member, current: str) -> list[dict[str, Any]]:
    """Nothing when there would be one alone."""
    uai, actor = member.school.uai, member.actor
    shown = [
        {"label": label, "url": address(page, uai), "current": code == current, "count": None}
        for code, label, page, right in SECTIONS
        if right(actor, None)
    ]
    return shown if len(shown) > 1 else []
