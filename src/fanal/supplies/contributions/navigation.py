"""« Fournitures » among the machines, for whoever reads them: licences, contracts, consumables, endings."""

from fanal.accounts.models.member import Member
from fanal.accounts.reading.navigation import addressed, page_for
from fanal.core.pages.navigation import EQUIPMENT, NAVIGATION, Item
from fanal.core.registry import register
from fanal.supplies.policies import purchase as policies

PAGES = (
    ("Licences", "supplies:licence_list"),
    ("Contrats", "supplies:contract_list"),
    ("Consommables", "supplies:consumable_list"),
    ("Échéances", "supplies:ending_list"),
)


@register(NAVIGATION, "supplies")
def navigation(member: Member) -> list[Item]:
    return page_for(
        member,
        policies.read_purchases,
        EQUIPMENT,
        "Fournitures",
        "supplies:licence_list",
        pages=addressed(member, PAGES),
    )
