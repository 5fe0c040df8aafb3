"""« Projet numérique »: in the year for the team, beside the practice sheets for the other colleagues."""

from fanal.accounts.models.member import Member
from fanal.accounts.models.roles import TEAM
from fanal.accounts.reading.navigation import addressed, page_for, year_section
from fanal.core.pages.navigation import NAVIGATION, Item
from fanal.core.registry import register
from fanal.steering.policies import project as policies

PAGES = (
    ("Le projet", "steering:project"),
    ("Frise", "steering:timeline"),
)
PAGES_OF_TEAM = (
    ("Couverture", "steering:coverage"),
    ("Auto-évaluation", "steering:grid_list"),
    ("Versions", "steering:version_list"),
)


@register(NAVIGATION, "steering")
def navigation(member: Member) -> list[Item]:
    is_of_team = member.has(*TEAM)
    return page_for(
        member,
        policies.read_project,
        year_section(member),
        "Projet numérique",
        "steering:project",
        group="Piloter" if is_of_team else "",
        pages=addressed(member, PAGES + PAGES_OF_TEAM if is_of_team else PAGES),
    )
