"""« Point de la semaine » on the home page: for the head, as long as a line waits."""

from datetime import date
from typing import Any

from django.db.models import OuterRef

from fanal.accounts.models.member import Member
from fanal.accounts.models.roles import MANAGEMENT
from fanal.accounts.reading.home_facts import count_of, home_facts
from fanal.core.cards import Card
from fanal.core.registry import HOME_CARD, HOME_FACT, register
from fanal.missions.models import PointLine


@register(HOME_FACT)
def point_lines(member: Member, user_id: int, today: date) -> dict[str, Any]:
    """How many lines wait for an answer."""
    if not member.has(*MANAGEMENT):
        return {}
    return {"point_lines": count_of(PointLine.objects.for_school(OuterRef("pk")).awaiting())}


@register(HOME_CARD, 6)
def point_card(member: Member, today: date) -> Card | None:
    if not member.has(*MANAGEMENT) or not (count := home_facts(member, today).point_lines):
        return None
    return Card("missions/point_card.html", {"count": count}, has_work=True)
