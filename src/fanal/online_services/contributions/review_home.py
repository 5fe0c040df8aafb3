"""What reviews put on the home page: the one that goes on, and the rights that somebody must take away."""

from datetime import date
from typing import Any

from django.db.models import OuterRef, Subquery

from fanal.accounts.models.member import Member
from fanal.accounts.reading.home_facts import count_of, home_facts
from fanal.core.cards import Card
from fanal.core.registry import HOME_CARD, HOME_FACT, register
from fanal.online_services.models import AccessReview, ReviewedRight, ReviewedService
from fanal.online_services.policies import READERS


@register(HOME_FACT)
def reviews(member: Member, user_id: int, today: date) -> dict[str, Any]:
    """How many services are left in the review that goes on, until when; how many rights wait for them."""
    if not member.has(*READERS) or member.person is None:
        return {}
    going = AccessReview.objects.for_school(OuterRef("pk")).going_on()
    left = ReviewedService.objects.for_school(OuterRef("pk")).filter(done_on=None, review__closed_on=None)
    mine = ReviewedRight.objects.for_school(OuterRef("pk")).left_to_do().filter(doer=member.person)
    return {
        "review_due": Subquery(going.values("due_on")[:1]),
        "review_number": Subquery(going.values("number")[:1]),
        "review_left": count_of(left),
        "rights_to_do": count_of(mine),
        "rights_review": Subquery(mine.order_by("reviewed__review").values("reviewed__review__number")[:1]),
    }


@register(HOME_CARD, 26)
def review(member: Member, today: date) -> Card | None:
    if not member.has(*READERS) or member.person is None:
        return None
    facts = home_facts(member, today)
    if not facts.review_due and not facts.rights_to_do:
        return None
    is_late = bool(facts.review_due and facts.review_due < today)
    context = {
        "due": facts.review_due,
        "number": facts.review_number,
        "left": facts.review_left,
        "mine": facts.rights_to_do,
        "mine_in": facts.rights_review,
        "is_late": is_late,
    }
    return Card("online_services/review_card.html", context, has_work=True)
