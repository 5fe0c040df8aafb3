"""What the services offer to the rest of Fanal."""

from typing import Any

from django.db.models import JSONField, Value

from fanal.accounts.members import Member
from fanal.core.addresses import address
from fanal.core.navigation import SCHOOL, Item
from fanal.core.registry import NAVIGATION, PERSONAL_DATA, offer
from fanal.online_services import figures, journal_words, policies, retention, switch_lines  # noqa: F401 (what they offer)
from fanal.online_services.models import ExpectedAdmin, Finding


@offer(NAVIGATION, 45)
def navigation(member: Member) -> list[Item]:
    if not policies.read_services(member.actor, None):
        return []
    return [
        Item("Services en ligne", address("online_services:service_list", member.school.uai), "world", SCHOOL)
    ]


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
