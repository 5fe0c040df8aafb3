"""The pages of the year."""

from fanal.accounts.models.member import Member
from fanal.accounts.reading.navigation import page_for
from fanal.agenda.policies import year as policies
from fanal.core.navigation import YEAR, Item
from fanal.core.registry import NAVIGATION, register


@register(NAVIGATION, 70)
def navigation(member: Member) -> list[Item]:
    return page_for(member, policies.read_year, YEAR, "Tâches", "agenda:year", group="Le calendrier")
