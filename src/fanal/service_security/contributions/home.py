"""What reviews put on the home page: the one that goes on, and the rights that somebody must take away."""

from datetime import date
from typing import Any

from django.db.models import OuterRef, Subquery

from fanal.accounts.models.member import Member
from fanal.accounts.reading.home_facts import HOME_FACT, count_of, home_facts
from fanal.core.http.addresses import address
from fanal.core.pages.cards import HOME_TASK, HomeTask
from fanal.core.registry import register
from fanal.core.templatetags.fanal import day_words
from fanal.core.text.french import counted
from fanal.online_services.policies.keepers import READERS
from fanal.service_security.models import AccessReview, ReviewedRight, ReviewedService


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


@register(HOME_TASK, "service_security")
def review(member: Member, today: date) -> list[HomeTask]:
    if not member.has(*READERS) or member.person is None:
        return []
    facts, uai, tasks = home_facts(member, today), member.school.uai, []
    if facts.rights_to_do:
        what = counted(facts.rights_to_do, "droit à retirer ou à changer", "droits à retirer ou à changer")
        url = address("reviews:review_page", uai, facts.rights_review)
        tasks.append(HomeTask(what, url, "Voir", "Décidé pendant la revue d’accès", "user-check", "service"))
    if facts.review_due:
        left = counted(facts.review_left, "service", "services")
        what = f"Revue d’accès : {left} à revoir" if facts.review_left else "Revue d’accès : à clore"
        tasks.append(
            HomeTask(
                what,
                address("reviews:review_page", uai, facts.review_number),
                "Revoir" if facts.review_left else "Clore",
                f"Avant le {day_words(facts.review_due)}",
                "users",
                "service",
                is_late=facts.review_due < today,
            )
        )
    return tasks
