"""The sum of a review that is over: what was decided of each right, but whose right it was."""

from fanal.core.frozen.fingerprint import sum_of_data
from fanal.service_security.models import AccessReview, ReviewedRight


def review_sum(review: AccessReview) -> str:
    """An erasure may forget whose right it was and what was written of it: the sum stays what it was."""
    rights = ReviewedRight.objects.for_school(review.school_id).filter(reviewed__review=review)
    services = review.services.order_by("pk").values_list("name", "done_on")
    about = (review.number, review.title, review.opened_on.isoformat(), review.attestation)
    return sum_of_data(
        [
            [*about, review.closed_on and review.closed_on.isoformat()],
            [[name, done_on and done_on.isoformat()] for name, done_on in services],
            [
                [*row]
                for row in rights.order_by("pk").values_list("reviewed__name", "source", "act", "decision")
            ],
        ]
    )
