"""The pages of acts: where they are kept, and for whoever signs them where they wait."""

from fanal.accounts.models.member import Member
from fanal.accounts.models.roles import Role
from fanal.accounts.reading.navigation import page_for
from fanal.core.pages.navigation import NAVIGATION, SERVICES, TO_SIGN, Item
from fanal.core.registry import register
from fanal.designations.policies import acts as policies


@register(NAVIGATION, "designations.acts")
def navigation(member: Member) -> list[Item]:
    return page_for(member, policies.read_designations, SERVICES, "Désignations", "designations:act_list")


@register(NAVIGATION, "designations.signature")
def to_sign(member: Member) -> list[Item]:
    """Beside what else waits for the head's signature."""
    if not member.has(Role.HEAD):
        return []
    return page_for(member, policies.read_designations, TO_SIGN, "Parapheur", "designations:parapheur")
