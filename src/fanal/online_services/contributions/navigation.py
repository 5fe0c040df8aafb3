"""What the services offer to the rest of Fanal."""

from fanal.accounts.models.member import Member
from fanal.core.addresses import address
from fanal.core.navigation import SCHOOL, Item
from fanal.core.registry import NAVIGATION, register
from fanal.online_services import policies
from fanal.online_services.views.sections import sections


@register(NAVIGATION, 45)
def navigation(member: Member) -> list[Item]:
    """One line for all the pages about services; those who only read their state go there."""
    pages = sections(member, "")
    if not pages and not policies.read_states(member.actor, None):
        return []
    first, *others = [page["url"] for page in pages] or [address("states:state_list", member.school.uai)]
    return [Item("Services en ligne", first, "world", SCHOOL, also=tuple(others))]
