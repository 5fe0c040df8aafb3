"""What privacy puts on the home page: open breaches, and the hours left to tell the CNIL."""

from datetime import date
from typing import Any

from django.db.models import DateTimeField, Min, OuterRef, Subquery
from django.utils import timezone

from fanal.accounts.models.member import Member
from fanal.accounts.models.roles import LEADERSHIP
from fanal.accounts.reading.home_facts import count_of, home_facts
from fanal.core.cards import Card
from fanal.core.registry import HOME_CARD, HOME_FACT, register
from fanal.privacy.models import DataBreach
from fanal.privacy.rules.breaches import clock_since


@register(HOME_FACT)
def open_breaches(member: Member, user_id: int, today: date) -> dict[str, Any]:
    """How many are open, and since when the oldest whose clock runs is known."""
    if not member.has(*LEADERSHIP):
        return {}
    rows = DataBreach.objects.for_school(OuterRef("pk")).still_open().order_by()
    earliest = rows.clock_running().values("school_id").annotate(earliest=Min("known_at")).values("earliest")
    return {
        "breaches": count_of(rows),
        "breach_known_at": Subquery(earliest, output_field=DateTimeField()),
    }


@register(HOME_CARD, 6)
def breaches(member: Member, today: date) -> Card | None:
    """For those who handle them, as long as one is open."""
    if not member.has(*LEADERSHIP):
        return None
    facts = home_facts(member, today)
    if not facts.breaches:
        return None
    clock = clock_since(facts.breach_known_at, timezone.now()) if facts.breach_known_at else None
    return Card("privacy/breaches_card.html", {"count": facts.breaches, "clock": clock}, has_work=True)
