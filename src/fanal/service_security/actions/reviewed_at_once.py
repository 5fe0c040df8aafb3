"""Services that one press reviews: nobody administers them, or the head alone, by their function."""

from datetime import date

from django.db import transaction

from fanal.accounts.models.member import Actor
from fanal.accounts.policies.rights import require
from fanal.core import journal
from fanal.core.errors import RuleBroken
from fanal.service_security.models import AccessReview, ReviewedRight, ReviewedService
from fanal.service_security.policies import reviews as policies
from fanal.service_security.rules import reviews as rules
from fanal.service_security.rules.reviews import ReviewDecision


@transaction.atomic
def note_no_admin(reviewed: ReviewedService, note: str, *, today: date, by: Actor) -> ReviewedService:
    """Somebody opened the service and saw that nobody administers it there. Said twice, it is said once."""
    review = AccessReview.objects.for_school(reviewed.school_id).locked(reviewed.review_id)
    require(policies.run_review, by, review)
    reviewed = ReviewedService.objects.for_school(reviewed.school_id).locked(reviewed.pk)
    rights = ReviewedRight.objects.for_school(reviewed.school_id).filter(reviewed=reviewed)
    if reasons := rules.no_admin_refusals(list(rights.order_by("pk").values_list("who", flat=True))):
        raise RuleBroken(reasons)
    said = {"done_on": today, "done_by_id": by.person_id} if reviewed.done_on is None else {}
    values = {"note": note, **said}
    journal.write_changes(reviewed, values, by=by, verb="online_services.service_without_admin")
    return reviewed


@transaction.atomic
def keep_rights_of_heads(review: AccessReview, *, today: date, by: Actor) -> int:
    """Every service whose only rights are the head's own is reviewed: they are kept. Returns how many."""
    review = AccessReview.objects.for_school(review.school_id).locked(review.pk)
    require(policies.run_review, by, review)
    waiting = ReviewedService.objects.for_school(review.school_id).filter(review=review, done_on=None)
    count = 0
    for reviewed in waiting.order_by("pk").select_for_update(of=("self",)):
        rights = ReviewedRight.objects.for_school(review.school_id).filter(reviewed=reviewed)
        if rules.is_of_heads_alone([right.right for right in rights]):
            rights.update(decision=ReviewDecision.KEEP)
            values = {"done_on": today, "done_by_id": by.person_id}
            journal.write_changes(reviewed, values, by=by, verb="online_services.service_reviewed")
            count += 1
    return count
