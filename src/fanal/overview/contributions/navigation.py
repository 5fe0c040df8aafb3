"""What the pages above several schools offer to the navigation."""

from fanal.accounts.models.member import Member
from fanal.accounts.models.partner import Partner
from fanal.accounts.models.roles import TEAM, Role
from fanal.core.addresses import address
from fanal.core.navigation import SCHOOL, Item
from fanal.core.registry import NAVIGATION, PARTNER_NAVIGATION, register


@register(PARTNER_NAVIGATION, 10)
def of_an_authority(partner: Partner) -> list[Item]:
    if not partner.has(Role.TECHNICIAN):
        return []
    code = partner.body.code
    return [
        Item("Demandes", address("overview:authority_queue", code), "list", on_phone=True),
        Item("Parc", address("overview:authority_fleet", code), "devices", on_phone=True),
    ]


@register(PARTNER_NAVIGATION, 20)
def of_an_academy(partner: Partner) -> list[Item]:
    code, items = partner.body.code, []
    if partner.has(Role.ADVISER):
        items.append(Item("Établissements", address("overview:academy", code), "school", on_phone=True))
    if partner.has(Role.DPO):
        url = address("overview:data_protection", code)
        items.append(Item("Protection des données", url, "shield", on_phone=True, phone_label="Données"))
    return items


@register(NAVIGATION, 1)
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
    return [Item("Tous mes établissements", above, "building-community", on_phone=True, phone_label="Tous")]


@register(NAVIGATION, 80)
def around(member: Member) -> list[Item]:
    """Who stands above the school, and for the DPO what Fanal keeps about people."""
    uai = member.school.uai
    if member.has(Role.DPO):
        return [Item("Données", address("data_kept"), "shield", on_phone=True)]
    if not member.has(*TEAM):
        return []
    return [Item("Partenaires", address("sharing:partner_list", uai), "users", group=SCHOOL)]
