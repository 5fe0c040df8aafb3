"""« Entraide »: in the year for who runs it, beside the practice sheets for the others."""

from fanal.accounts.models.member import Member
from fanal.accounts.reading.navigation import addressed, page_for, year_section
from fanal.core.pages.navigation import NAVIGATION, Item
from fanal.core.registry import register
from fanal.peer_help.policies import peer_help as policies

PAGES = (
    ("Coups de main", "peer_help:help_list"),
    ("Qui sait faire quoi", "peer_help:offer_list"),
    ("Heures ouvertes", "peer_help:hour_list"),
)


@register(NAVIGATION, "peer_help")
def navigation(member: Member) -> list[Item]:
    return page_for(
        member,
        policies.use_peer_help,
        year_section(member),
        "Entraide",
        "peer_help:help_list",
        group="Former",
        pages=addressed(member, PAGES),
    )
