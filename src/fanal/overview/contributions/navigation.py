"""What the pages above several schools offer to the navigation."""

from fanal.accounts.models.member import Member
from fanal.accounts.models.partner import Partner
from fanal.accounts.models.roles import TEAM, Role
from fanal.core.http.addresses import address
from fanal.core.pages.navigation import NAVIGATION, PARTNER_NAVIGATION, SETTINGS, Item, MenuSection
from fanal.core.registry import register

QUEUE = MenuSection("Demandes", "list-check", 10, on_phone="Demandes")
FLEET = MenuSection("Parc", "devices", 20, on_phone="Parc")
SCHOOLS = MenuSection("Établissements", "school", 30, on_phone="Établissements")
DATA_PROTECTION = MenuSection("Protection des données", "shield", 40, on_phone="Données")
UP = MenuSection("Tous mes établissements", "building-community", 5, on_phone="Tous")
KEPT = MenuSection("Données", "shield", 95, on_phone="Données")


@register(PARTNER_NAVIGATION, "overview.authority")
def of_an_authority(partner: Partner) -> list[Item]:
    if not partner.has(Role.TECHNICIAN):
        return []
    code = partner.body.code
    return [
        Item("Demandes", address("overview:authority_queue", code), QUEUE),
        Item("Parc", address("overview:authority_fleet", code), FLEET),
    ]


@register(PARTNER_NAVIGATION, "overview.academy")
def of_an_academy(partner: Partner) -> list[Item]:
    code, items = partner.body.code, []
    if partner.has(Role.ADVISER):
        items.append(Item("Établissements", address("overview:academy", code), SCHOOLS))
    if partner.has(Role.DPO):
        url = address("overview:data_protection", code)
        items.append(Item("Protection des données", url, DATA_PROTECTION))
    return items


@register(NAVIGATION, "overview.way_up")
def way_up(member: Member) -> list[Item]:
    """From the page of one school back to the page above all of them."""
    partner = member.partner
    if partner is None:
        return []
    above = (
        address("overview:authority_queue", partner.authority.code)
        if partner.authority
        else address("overview:academy", partner.academy.code)  # type: ignore[union-attr]
    )
    return [Item("Tous mes établissements", above, UP)]


@register(NAVIGATION, "overview.around")
def around(member: Member) -> list[Item]:
    """Who stands above the school, and for the DPO what Fanal keeps about people."""
    uai = member.school.uai
    if member.has(Role.DPO):
        return [Item("Données", address("data_kept"), KEPT)]
    if not member.has(*TEAM):
        return []
    return [Item("Partenaires", address("sharing:partner_list", uai), SETTINGS)]
