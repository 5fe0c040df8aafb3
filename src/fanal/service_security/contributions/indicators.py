"""What the last review of accesses measures: which rights of administration need a second factor (SEC1)."""

from django.db.models import QuerySet

from fanal.accounts.models import School
from fanal.accounts.reading.indicators import IndicatorMeasure, IndicatorSource, MeasuredRow, MeasuredRows
from fanal.accounts.rules.periods import MeasurePeriod
from fanal.core.addresses import address
from fanal.core.registry import INDICATOR_SOURCE, register
from fanal.service_security.models import AccessReview, ReviewedRight

WITH_FACTOR = "yes"
NO_REVIEW = "Aucune revue des accès n’a été ouverte : c’est elle qui note la double authentification."


def _review(school: School, period: MeasurePeriod) -> AccessReview | None:
    rows = AccessReview.objects.for_school(school).filter(opened_on__lte=period.counted_until)
    return rows.order_by("-opened_on", "-number").first()


def _rights(school: School, period: MeasurePeriod) -> QuerySet[ReviewedRight]:
    review = _review(school, period)
    rows: QuerySet[ReviewedRight] = ReviewedRight.objects.for_school(school)
    return rows.filter(reviewed__review=review) if review else rows.none()


def _protected(school: School, period: MeasurePeriod) -> IndicatorMeasure:
    """Rights, not people: one person may hold several."""
    total = _rights(school, period).count()
    if not total:
        return IndicatorMeasure.missing(NO_REVIEW)
    count = _rights(school, period).filter(factor=WITH_FACTOR).count()
    return IndicatorMeasure.ratio(count, total, rows=total)


def _rows(school: School, period: MeasurePeriod) -> MeasuredRows:
    """A right is named by its service; its holder is read on the page of the review."""

    def row(right: ReviewedRight) -> MeasuredRow:
        page = address("reviews:review_page", school.uai, right.reviewed.review.number)
        return MeasuredRow(
            f"{right.reviewed.name} · {right.get_factor_display()}", page, right.reviewed.done_on
        )

    rows = _rights(school, period).select_related("reviewed__review")
    return MeasuredRows(rows.order_by("reviewed__name", "pk"), row)


register(INDICATOR_SOURCE)(IndicatorSource("SEC1", _protected, _rows, is_recounted=False))
