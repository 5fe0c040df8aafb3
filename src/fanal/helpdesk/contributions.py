"""What requests offer to the rest of Fanal."""

from django.urls import reverse
from django.utils import timezone

from fanal.accounts.members import Member
from fanal.accounts.roles import TEAM, Role
from fanal.core.navigation import Item
from fanal.core.registry import NAVIGATION, offer
from fanal.helpdesk import (  # noqa: F401  their offers
    home,
    journal_words,
    leaders,
    mail_offers,
    own_data,
    panels,
    retention,
    search,
    sheet_search,
    visit_reading,
    visit_retention,
)
from fanal.helpdesk.listing import to_handle_count


@offer(NAVIGATION, 10)
def navigation(member: Member) -> list[Item]:
    uai = member.school.uai
    items = []
    if not member.has(Role.ADVISER, Role.DPO):
        counted = to_handle_count.first(member, timezone.localdate()) if member.has(*TEAM) else None
        count = counted["count"] if counted else 0
        items.append(
            Item("Demandes", reverse("helpdesk:request_list", args=[uai]), "list", count=count, on_phone=True)
        )
    if member.has(*TEAM, Role.TECHNICIAN):
        items.append(Item("Passages", reverse("visits:visit_list", args=[uai]), "truck"))
    if member.person is not None:
        ask = reverse("helpdesk:request_ask", args=[uai])
        items.append(Item("Demander de l’aide", ask, "help-circle", on_phone=True, phone_label="Signaler"))
    return items
