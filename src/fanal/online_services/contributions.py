"""What the services offer to the rest of Fanal."""

from datetime import date
from typing import Any

from django.db.models import JSONField, Value

from fanal.accounts.members import Member
from fanal.accounts.roles import Role
from fanal.core.addresses import address
from fanal.core.cards import Card
from fanal.core.navigation import Item
from fanal.core.registry import HOME_CARD, NAVIGATION, PERSONAL_DATA, offer
from fanal.online_services import journal_words, policies, retention  # noqa: F401 (what they offer)
from fanal.online_services.models import ExpectedAdmin, Finding
from fanal.online_services.reading.register import card_of


@offer(NAVIGATION, 25)
def navigation(member: Member) -> list[Item]:
    if not policies.read_services(member.actor, None):
        return []
    return [Item("Services en ligne", address("online_services:service_list", member.school.uai), "world")]


@offer(HOME_CARD, 45)
def differences(member: Member, today: date) -> Card | None:
    """Accounts to settle, in one query, for the référent: the management's page is full already."""
    if not member.has(Role.DIGITAL_LEAD) or member.has(Role.HEAD, Role.DEPUTY):
        return None
    shown = card_of(member.school, today)
    return Card("online_services/cards.html#differences", shown) if shown else None


@offer(PERSONAL_DATA, 40)
def accounts_of(member: Member) -> dict[str, Any]:
    """What the comparisons keep about whoever asks, in one query."""
    shown = Finding.objects.for_school(member.school).shown().filter(person=member.person)
    expected = ExpectedAdmin.objects.for_school(member.school).filter(person=member.person)
    nothing = expected.annotate(told=Value(None, JSONField()))
    rows = shown.values_list("service__name", "told", "since").union(
        nothing.values_list("service__name", "told", "marked_on"), all=True
    )
    told = list(rows)
    return {
        "écarts de comptes": [
            {"service": name, "compte": cells, "vu depuis le": since}
            for name, cells, since in told
            if cells is not None
        ],
        "administrateur prévu": [name for name, cells, _ in told if cells is None],
    }
