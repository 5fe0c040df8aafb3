"""On the home page: a proposal that waits for one's own agreement, and what the management has to send."""

from datetime import date
from typing import Any

from django.db.models import OuterRef

from fanal.accounts.home_facts import home_facts
from fanal.accounts.members import Member
from fanal.core.cards import Card
from fanal.core.registry import HOME_CARD, HOME_FACT, offer
from fanal.missions.models import ImpProposal
from fanal.missions.rules.imp.states import ProposalState


@offer(HOME_FACT)
def proposals(member: Member, user_id: int, today: date) -> dict[str, Any]:
    """The number of the first proposal that waits for them; no amount."""
    if member.person is None:
        return {}
    rows = ImpProposal.objects.for_school(OuterRef("pk")).filter(
        person=member.person, state=ProposalState.DRAFT, agreed_on=None
    )
    return {"proposal_to_read": rows.order_by("number").values("number")[:1]}


@offer(HOME_CARD, 8)
def to_agree(member: Member, today: date) -> Card | None:
    number = home_facts(member, today).proposal_to_read if member.person else None
    if not number:
        return None
    return Card("missions/agreement_card.html", {"number": number}, has_work=True)
