"""On the home page: a letter that waits for one's own agreement, the way to one's letter and proposals."""

from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef

from fanal.accounts.models.member import Member
from fanal.accounts.reading.home_facts import HOME_FACT, home_facts
from fanal.allowances.reading.school_year import this_year
from fanal.core.http.addresses import address
from fanal.core.pages.cards import HOME_CARD, HOME_TASK, Card, HomeTask
from fanal.core.registry import register
from fanal.mission_letters.models import MissionLetter
from fanal.mission_letters.rules.letter import LetterState


@register(HOME_FACT)
def letters(member: Member, user_id: int, today: date) -> dict[str, Any]:
    """The number of the first letter that waits for them, and whether they have one of a year not over."""
    if member.person is None:
        return {}
    mine = MissionLetter.objects.for_school(OuterRef("pk")).filter(person=member.person)
    shared = mine.filter(state=LetterState.SHARED).order_by("number")
    return {
        "letter_to_agree": shared.values("number")[:1],
        "has_letters": Exists(mine.filter(school_year__gte=this_year(today))),
    }


@register(HOME_TASK, "mission_letters")
def letter_to_agree(member: Member, today: date) -> list[HomeTask]:
    number = home_facts(member, today).letter_to_agree if member.person else None
    if not number:
        return []
    url = address("letters:letter_page", member.school.uai, number)
    detail = "Elle attend votre accord ; rien ne vous oblige"
    return [HomeTask("Votre lettre de mission est prête", url, "Lire", detail, "file-text", is_urgent=True)]


@register(HOME_CARD, "mission_letters")
def own_mission(member: Member, today: date) -> Card | None:
    """The way back to what was proposed to them and to their letter, as long as its year is not over."""
    if member.person is None:
        return None
    facts = home_facts(member, today)
    if not facts.has_proposals and not facts.has_letters:
        return None
    context = {"proposals": facts.has_proposals, "letters": facts.has_letters}
    return Card("mission_letters/own_mission_card.html", context, is_beside=True)
