"""The pages about requests, and where one asks for help."""

from django.utils import timezone

from fanal.accounts.models.member import Member
from fanal.accounts.models.roles import TEAM, Role
from fanal.core.http.addresses import address
from fanal.core.pages.navigation import ASK, NAVIGATION, REQUESTS, Item, MenuSection
from fanal.core.registry import register
from fanal.helpdesk.reading.request_list import IN_NAVIGATION, open_counts

MY_REQUESTS = MenuSection("Mes demandes", "list-check", 30)


@register(NAVIGATION, "helpdesk.requests")
def navigation(member: Member) -> list[Item]:
    if member.has(Role.ADVISER, Role.DPO):
        return []
    is_team, now = member.has(*TEAM), timezone.now()
    count = open_counts(member, now, timezone.localdate(now))["to_handle"] if is_team else 0
    section = REQUESTS if is_team or member.has(Role.TECHNICIAN) else MY_REQUESTS
    listed = address("helpdesk:request_list", member.school.uai)
    return [Item("Demandes", listed, section, count=count, counted_as=IN_NAVIGATION)]


@register(NAVIGATION, "helpdesk.asking")
def asking(member: Member) -> list[Item]:
    """Not for the team, which finds « Nouvelle demande » above its list."""
    if member.person is None or member.has(*TEAM):
        return []
    return [Item("Demander de l’aide", address("helpdesk:request_ask", member.school.uai), ASK)]
