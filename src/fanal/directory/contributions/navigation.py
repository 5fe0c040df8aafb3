"""What the directory offers to the rest of Fanal."""

from fanal.accounts.models.member import Member
from fanal.accounts.reading.navigation import page_for
from fanal.accounts.reading.school_years import years_offered
from fanal.core.pages.navigation import NAVIGATION, PEOPLE, Item
from fanal.core.registry import register
from fanal.directory.policies import directory as policies


@register(NAVIGATION, "directory.pupils")
def pupils(member: Member) -> list[Item]:
    right, page = policies.read_pupils, "directory:pupil_list"
    return page_for(member, right, PEOPLE, "Élèves et classes", page, years=years_offered)


@register(NAVIGATION, "directory.movements")
def movements(member: Member) -> list[Item]:
    return page_for(member, policies.read_pupils, PEOPLE, "Arrivées et départs", "movements:movement_list")
