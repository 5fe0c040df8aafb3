"""GOV1, the terms in which the commission met; GOV2, the decisions kept on time.

Formulas: `docs/domain/mission.md`, « Commission numérique ». A decision counts in the period of its last day.
"""

from collections.abc import Callable
from typing import Any

from fanal.accounts.models import School
from fanal.commission.contributions.measures import DONE_ON_TIME, DUE_DECISIONS
from fanal.commission.models import Meeting
from fanal.commission.models.meeting import MeetingQuerySet
from fanal.commission.rules.meeting import Circle, terms_begun, terms_judged
from fanal.core.http.addresses import address
from fanal.core.registry import register
from fanal.measures.reading.indicators import (
    INDICATOR_SOURCE,
    IndicatorMeasure,
    IndicatorSource,
    MeasuredRows,
)
from fanal.measures.reading.measures import MeasuredRow
from fanal.measures.reading.period_filters import within
from fanal.measures.reading.shares import rows_of_whole, share
from fanal.year.rules.periods import MeasurePeriod

NO_TERM = "Aucun trimestre ne commence dans cette période : comptez par trimestre ou par année."
ON_TIME, NOT_ON_TIME = "à la date", "pas à la date"
NO_TERM_OVER = "Trop tôt pour le dire : ce trimestre n’est pas fini, et la commission peut encore se réunir."


def _held(school: School, period: MeasurePeriod) -> MeetingQuerySet:
    rows = Meeting.objects.for_school(school).that_took_place().filter(circle=Circle.COMMISSION)
    return rows.filter(**within(school, period, "starts_at")).order_by("starts_at", "pk")


def terms_with_a_meeting(school: School, period: MeasurePeriod) -> IndicatorMeasure:
    """Of the terms that are over in the period, those with a meeting: two in one term make up for none."""
    if not terms_begun(period):
        return IndicatorMeasure.missing(NO_TERM)
    moments = _held(school, period).values_list("starts_at", flat=True)
    days = [starts_at.astimezone(school.zone_info).date() for starts_at in moments]
    terms = terms_judged(period, days)
    if not terms:
        return IndicatorMeasure.missing(NO_TERM_OVER)
    met = sum(any(day in term for day in days) for term in terms)
    return IndicatorMeasure.ratio(met, len(terms), rows=len(days))


def held_rows(school: School, period: MeasurePeriod) -> MeasuredRows:
    def row(meeting: Meeting) -> MeasuredRow:
        page = address("commission:meeting_page", school.uai, meeting.number)
        return MeasuredRow(meeting.title, page, meeting.day)

    return MeasuredRows(_held(school, period).select_related("school"), row)


def _due_decision(school: School) -> Callable[[Any], MeasuredRow]:
    """What was decided, and whether it was done on time."""

    def row(decision: Any) -> MeasuredRow:
        page = address("commission:meeting_page", school.uai, decision.meeting.number)
        worth = ON_TIME if decision.is_part else NOT_ON_TIME
        return MeasuredRow(decision.text, page, decision.due_on, worth, is_counted=decision.is_part)

    return row


register(INDICATOR_SOURCE)(IndicatorSource("GOV1", terms_with_a_meeting, held_rows))
GOV2 = share(
    "GOV2",
    DONE_ON_TIME,
    DUE_DECISIONS,
    listed=DUE_DECISIONS,
    rows=rows_of_whole(DONE_ON_TIME, DUE_DECISIONS, _due_decision),
    worth_noun="Tenue",
)
register(INDICATOR_SOURCE)(GOV2)
