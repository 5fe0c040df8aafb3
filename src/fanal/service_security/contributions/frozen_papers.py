"""A review of accesses that is over, among the papers that « Vérifier un document » knows."""

from fanal.core.frozen.papers import FROZEN_PAPERS, PaperKind
from fanal.core.http.addresses import address
from fanal.core.registry import register
from fanal.service_security.models import AccessReview
from fanal.service_security.policies import reviews as policies
from fanal.service_security.reading.sums import review_sum


def _found(school_id: int, row: int) -> AccessReview | None:
    rows = AccessReview.objects.for_school(school_id).filter(pk=row, closed_on__isnull=False)
    return rows.select_related("school").first()


register(FROZEN_PAPERS)(
    PaperKind(
        "service_security.review",
        _found,
        sums=lambda review: [review_sum(review)],
        name=lambda review: f"la revue des accès « {review.title} »",
        page=lambda review: address("reviews:review_page", review.school.uai, review.number),
        reads=lambda member, _: policies.read_reviews(member.actor, None),
    )
)
