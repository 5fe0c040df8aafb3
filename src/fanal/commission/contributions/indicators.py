"""GOV1, the terms in which the commission met; GOV2, the decisions kept on time.

Formulas: `docs/domain/mission.md`, « Commission numérique ». A decision counts in the period of its last day.
"""

from fanal.accounts.models import School
from fanal.accounts.reading.indicators import (
    IndicatorMeasure,
    IndicatorSource,
    MeasuredRow,
    MeasuredRows,
    days_within,
    within,
)
from fanal.accounts.rules.periods import MeasurePeriod
from fanal.commission.models import Meeting, MeetingDecision
from fanal.commission.models.decision import MeetingDecisionQuerySet
from fanal.commission.models.meeting import MeetingQuerySet
from fanal.commission.rules.meeting import Circle, terms_begun
from fanal.core.addresses import address
from fanal.core.registry import INDICATOR_SOURCE, register

NO_TERM = "Aucun trimestre ne commence dans cette période : comptez par trimestre ou par année."


def _held(school: School, period: MeasurePeriod) -> MeetingQuerySet:
    rows = Meeting.objects.for_school(school).that_took_place().filter(circle=Circle.COMMISSION)
    return rows.filter(**within(school, period, "starts_at")).order_by("starts_at", "pk")


def terms_with_a_meeting(school: School, period: MeasurePeriod) -> IndicatorMeasure:
    """Of the terms that begin in the period, those with a meeting: two in one term make up for none."""
    terms, clock = terms_begun(period), school.zone_info
    if not terms:
        return IndicatorMeasure.missing(NO_TERM)
    moments = _held(school, period).values_list("starts_at", flat=True)
    days = [starts_at.astimezone(clock).date() for starts_at in moments]
    met = sum(any(day in term for day in days) for term in terms)
    return IndicatorMeasure.ratio(met, len(terms), rows=len(days))


def held_rows(school: School, period: MeasurePeriod) -> MeasuredRows:
    def row(meeting: Meeting) -> MeasuredRow:
        page = address("commission:meeting_page", school.uai, meeting.number)
        return MeasuredRow(meeting.title, page, meeting.day)

    return MeasuredRows(_held(school, period).select_related("school"), row)


def _due(school: School, period: MeasurePeriod) -> MeetingDecisionQuerySet:
    rows: MeetingDecisionQuerySet = MeetingDecision.objects.for_school(school)
    return rows.approved().filter(**days_within(period, "due_on"))


def decisions_on_time(school: School, period: MeasurePeriod) -> IndicatorMeasure:
    """How many were done on their last day or before, of those whose last day is in the period."""
    due = _due(school, period)
    return IndicatorMeasure.ratio(due.done_on_time().count(), due.count())


def on_time_rows(school: School, period: MeasurePeriod) -> MeasuredRows:
    def row(decision: MeetingDecision) -> MeasuredRow:
        page = address("commission:meeting_page", school.uai, decision.meeting.number)
        return MeasuredRow(decision.text, page, decision.due_on)

    rows = _due(school, period).done_on_time().select_related("meeting").order_by("due_on", "pk")
    return MeasuredRows(rows, row)


register(INDICATOR_SOURCE)(IndicatorSource("GOV1", terms_with_a_meeting, held_rows))
register(INDICATOR_SOURCE)(IndicatorSource("GOV2", decisions_on_time, on_time_rows))
