"""The page of letters, among those about the mission."""

from fanal.accounts.models.member import Member
from fanal.accounts.reading.navigation import page_for
from fanal.agenda.rules.years import letter_years
from fanal.core.pages.navigation import NAVIGATION, Item
from fanal.core.registry import register
from fanal.mission_letters.policies import letter as policies
from fanal.missions.reading.navigation import EACH_YEAR, mission_section


@register(NAVIGATION, "mission_letters")
def navigation(member: Member) -> list[Item]:
    right, here = policies.show_letters, mission_section(member)
    more = {"group": EACH_YEAR, "years": letter_years}
    return page_for(member, right, here, "Lettre de mission", "letters:letter_list", **more)
