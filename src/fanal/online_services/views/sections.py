"""The pages about services, as one row of links."""

from typing import Any

from fanal.accounts.models.member import Member
from fanal.accounts.reading.sections import Section, row_of_links
from fanal.online_services import policies

SECTIONS: tuple[Section, ...] = (
    ("register", "Services", "online_services:service_list", policies.see_services),
    ("states", "État", "states:state_list", policies.read_states),
    ("acts", "Désignations", "designations:act_list", policies.read_designations),
    ("reviews", "Revues d’accès", "reviews:review_list", policies.read_reviews),
    ("habits", "Habitudes", "habits:habit_list", policies.read_habits),
)


def sections(member: Member, current: str) -> list[dict[str, Any]]:
    return row_of_links(SECTIONS, member, current)
