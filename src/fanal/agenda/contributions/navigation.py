"""The pages of the year."""

from fanal.accounts.models.member import Member
from fanal.accounts.reading.navigation import page_for
from fanal.agenda.policies import year as policies
from fanal.core.pages.navigation import NAVIGATION, YEAR, Item
from fanal.core.registry import register


@register(NAVIGATION, "agenda")
def navigation(member: Member) -> list[Item]:
    return page_for(member, policies.read_year, YEAR, "Tâches", "agenda:year", group="Le calendrier")
