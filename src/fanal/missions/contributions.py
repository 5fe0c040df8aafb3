"""What the mission and its year offer to the rest of Fanal."""

from fanal.accounts.members import Member
from fanal.core.addresses import address
from fanal.core.navigation import Item
from fanal.core.registry import NAVIGATION, offer
from fanal.missions import (  # noqa: F401 (what they offer)
    allowance_home,
    erasing,
    figures,
    handing_over,
    handing_over_people,
    handover_home,
    home,
    journal_words,
    letter_home,
    movements,
    own_data,
    panels,
    point_home,
    policies,
    retention,
    search,
    suggestions,
    switch_lines,
    work_done,
)
from fanal.missions.reading import absence  # noqa: F401 (who is away, who is there)
from fanal.missions.sections import first_section, pages


@offer(NAVIGATION, 14)
def mission(member: Member) -> list[Item]:
    first = first_section(member)
    return [Item("La mission", first, "flag", also=pages(member))] if first else []


@offer(NAVIGATION, 15)
def navigation(member: Member) -> list[Item]:
    if not policies.read_year(member.actor, None):
        return []
    return [Item("L’année", address("missions:year", member.school.uai), "calendar-event")]
