"""On the home page: a letter of mission that waits for one's own agreement."""

from datetime import date
from typing import Any

from django.db.models import OuterRef

from fanal.accounts.models.member import Member
from fanal.accounts.reading.home_facts import home_facts
from fanal.allowances.models import MissionLetter
from fanal.allowances.rules.letter import LetterState
from fanal.core.cards import Card
from fanal.core.registry import HOME_CARD, HOME_FACT, register


@register(HOME_FACT)
def letters(member: Member, user_id: int, today: date) -> dict[str, Any]:
    """The number of the first letter that waits for them."""
    if member.person is None:
        return {}
    rows = MissionLetter.objects.for_school(OuterRef("pk"))
    mine = rows.filter(person=member.person, state=LetterState.SHARED)
    return {"letter_to_agree": mine.order_by("number").values("number")[:1]}


@register(HOME_CARD, 9)
def letter_card(member: Member, today: date) -> Card | None:
    number = home_facts(member, today).letter_to_agree if member.person else None
    return Card("allowances/letter_card.html", {"number": number}, has_work=True) if number else None
