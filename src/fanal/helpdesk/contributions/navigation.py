"""The lines of the navigation that lead to requests."""

from django.utils import timezone

from fanal.accounts.models.member import Member
from fanal.accounts.models.roles import TEAM, Role
from fanal.core.addresses import address
from fanal.core.navigation import Item
from fanal.core.registry import NAVIGATION, register
from fanal.helpdesk.reading.request_list import open_counts
from fanal.helpdesk.views.request_pane import IN_NAVIGATION


@register(NAVIGATION, 10)
def navigation(member: Member) -> list[Item]:
    uai = member.school.uai
    items = []
    if not member.has(Role.ADVISER, Role.DPO):
        is_team, now = member.has(*TEAM), timezone.now()
        count = open_counts(member, now, timezone.localdate(now))["to_handle"] if is_team else 0
        listed = address("helpdesk:request_list", uai)
        items.append(Item("Demandes", listed, "list", count=count, on_phone=True, counted_as=IN_NAVIGATION))
    return items


@register(NAVIGATION, 12)
def asking(member: Member) -> list[Item]:
    if member.person is None:
        return []
    ask = address("helpdesk:request_ask", member.school.uai)
    return [Item("Demander de l’aide", ask, "help-circle", on_phone=True, phone_label="Signaler")]
