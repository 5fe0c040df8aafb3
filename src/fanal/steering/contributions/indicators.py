"""US2: the actions of the digital project under way over a period, and how many in each discipline.

An action of a digital project is a project with a digital part; one of two disciplines counts in both.
"""

from decimal import Decimal

from django.db.models import Q

from fanal.accounts.models import School
from fanal.core.http.addresses import address
from fanal.core.registry import register
from fanal.measures.reading.indicators import (
    INDICATOR_SOURCE,
    IndicatorMeasure,
    IndicatorSource,
    MeasuredRows,
)
from fanal.measures.reading.measures import MeasuredRow
from fanal.steering.models import ProjectAction
from fanal.steering.models.action import ProjectActionQuerySet
from fanal.steering.rules.action import ActionState
from fanal.steering.rules.discipline import counts_by_discipline
from fanal.year.rules.periods import MeasurePeriod

NO_PROJECT = "Aucun projet numérique n’est en vigueur : mettez-en une version en vigueur."


def _under_way(school: School, period: MeasurePeriod) -> ProjectActionQuerySet:
    """Of the version in force, not given up, whose days cross the period; one without a day never does."""
    begun = Q(starts_on__lte=period.ends_on) | Q(starts_on__isnull=True, ends_on__isnull=False)
    going_on = Q(ends_on__gte=period.starts_on) | Q(ends_on__isnull=True, starts_on__isnull=False)
    rows = ProjectAction.objects.for_school(school).in_force().exclude(state=ActionState.DROPPED)
    return rows.filter(begun, going_on)


def _measure(school: School, period: MeasurePeriod) -> IndicatorMeasure:
    if not ProjectAction.objects.for_school(school).in_force().exists():
        return IndicatorMeasure.missing(NO_PROJECT)
    rows = list(_under_way(school, period).values_list("disciplines", flat=True))
    parts = tuple((label, Decimal(count)) for label, count in counts_by_discipline(rows))
    return IndicatorMeasure(numerator=Decimal(len(rows)), rows=len(rows), parts=parts)


def _rows(school: School, period: MeasurePeriod) -> MeasuredRows:
    def to_row(action: ProjectAction) -> MeasuredRow:
        page = address("steering:objective_page", school.uai, action.objective_id)
        return MeasuredRow(action.title, page, action.ends_on)

    return MeasuredRows(_under_way(school, period).order_by("pk"), to_row)


register(INDICATOR_SOURCE)(IndicatorSource("US2", measure=_measure, rows=_rows, is_recounted=False))
