"""What the last review of accesses counts: the rights of administration, those with a second factor."""

from collections.abc import Callable

from django.db.models import QuerySet

from fanal.accounts.models import School
from fanal.core.http.addresses import address
from fanal.measures.reading.measures import Measure, MeasuredRow
from fanal.service_security.models import AccessReview, ReviewedRight
from fanal.year.rules.periods import MeasurePeriod

WITH_FACTOR = "yes"
NOUN, DAY = ("droit", "droits"), "Revu le"


def _review(school: School, period: MeasurePeriod) -> AccessReview | None:
    rows = AccessReview.objects.for_school(school).filter(opened_on__lte=period.counted_until)
    return rows.order_by("-opened_on", "-number").first()


def _reviewed(school: School, period: MeasurePeriod) -> QuerySet[ReviewedRight]:
    """Rights, not people: one person may hold several."""
    review = _review(school, period)
    rows: QuerySet[ReviewedRight] = ReviewedRight.objects.for_school(school)
    rows = rows.filter(reviewed__review=review) if review else rows.none()
    return rows.select_related("reviewed__review").order_by("reviewed__name", "pk")


def _protected(school: School, period: MeasurePeriod) -> QuerySet[ReviewedRight]:
    return _reviewed(school, period).filter(factor=WITH_FACTOR)


def _by_service(school: School) -> Callable[[ReviewedRight], MeasuredRow]:
    """A right is named by its service; its holder is read on the page of the review."""

    def row(right: ReviewedRight) -> MeasuredRow:
        page = address("reviews:review_page", school.uai, right.reviewed.review.number)
        label = f"{right.reviewed.name} · {right.get_factor_display()}"
        return MeasuredRow.of(right, label, page, right.reviewed.done_on)

    return row


REVIEWED = Measure(
    code="service_security.reviewed",
    noun=("droit d’administration revu", "droits d’administration revus"),
    definition="Droits d’administration de la dernière revue des accès ouverte.",
    rows=_reviewed,
    to_row=_by_service,
    row_noun=NOUN,
    day_noun=DAY,
    is_state=True,
    is_recounted=False,
)
PROTECTED = Measure(
    code="service_security.protected",
    noun=("droit avec double authentification", "droits avec double authentification"),
    definition="De ces droits, ceux dont la revue note la double authentification.",
    rows=_protected,
    to_row=_by_service,
    row_noun=NOUN,
    day_noun=DAY,
    is_state=True,
    is_recounted=False,
)
