"""On the home page: a proposal that waits for one's own answer, the way to all of one's own, and for the
management whoever said no.
"""

from datetime import date
from typing import Any

from django.db.models import CharField, DateField, Exists, Func, OuterRef, QuerySet, Value

from fanal.accounts.models.member import Member
from fanal.accounts.models.roles import MANAGEMENT
from fanal.accounts.reading.home_facts import count_of, home_facts
from fanal.allowances.models import ImpProposal, MissionLetter
from fanal.allowances.rules.states import ProposalState
from fanal.core.cards import Card
from fanal.core.registry import HOME_CARD, HOME_FACT, register


def _this_year(today: date) -> Func:
    """« 2026 »: a school year's label is not before it from 1 September on."""
    day = Value(today, DateField())
    return Func(
        day, template="to_char(%(expressions)s - interval '8 months', 'YYYY')", output_field=CharField()
    )


def _drafts() -> QuerySet[ImpProposal]:
    rows: QuerySet[ImpProposal] = ImpProposal.objects.for_school(OuterRef("pk"))
    return rows.filter(state=ProposalState.DRAFT)


@register(HOME_FACT)
def proposals(member: Member, user_id: int, today: date) -> dict[str, Any]:
    """The number of the first proposal that waits for them, and whether they have any; no amount."""
    if member.person is None:
        return {}
    mine = _drafts().filter(person=member.person, agreed_on=None, declined_on=None).order_by("number")
    own = ImpProposal.objects.for_school(OuterRef("pk")).exclude(state=ProposalState.WITHDRAWN)
    letters = MissionLetter.objects.for_school(OuterRef("pk")).filter(person=member.person)
    year = _this_year(today)
    return {
        "proposal_to_read": mine.values("number")[:1],
        "has_proposals": Exists(own.filter(person=member.person, envelope__school_year__gte=year)),
        "has_letters": Exists(letters.filter(school_year__gte=year)),
    }


@register(HOME_FACT)
def refusals(member: Member, user_id: int, today: date) -> dict[str, Any]:
    """How many lines bear a no, and the first of them."""
    if not member.has(*MANAGEMENT):
        return {}
    said_no = _drafts().filter(declined_on__isnull=False)
    return {
        "declined": count_of(said_no),
        "first_declined": said_no.order_by("number").values("number")[:1],
    }


@register(HOME_CARD, 7)
def declined(member: Member, today: date) -> Card | None:
    if not member.has(*MANAGEMENT) or not (count := home_facts(member, today).declined):
        return None
    number = home_facts(member, today).first_declined
    return Card("allowances/declined_card.html", {"count": count, "number": number}, has_work=True)


@register(HOME_CARD, 8)
def to_agree(member: Member, today: date) -> Card | None:
    number = home_facts(member, today).proposal_to_read if member.person else None
    if not number:
        return None
    return Card("allowances/agreement_card.html", {"number": number}, has_work=True)


@register(HOME_CARD, 60)
def own_mission(member: Member, today: date) -> Card | None:
    """The way back to what was proposed to them and to their letter, as long as its year is not over."""
    if member.person is None:
        return None
    facts = home_facts(member, today)
    if not facts.has_proposals and not facts.has_letters:
        return None
    context = {"proposals": facts.has_proposals, "letters": facts.has_letters}
    return Card("allowances/own_mission_card.html", context)
