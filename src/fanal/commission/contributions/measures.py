"""What the commission counts of its decisions: those that were due, those done on time."""

from collections.abc import Callable

from django.db.models import QuerySet

from fanal.accounts.models import School
from fanal.commission.models import MeetingDecision
from fanal.commission.models.decision import MeetingDecisionQuerySet
from fanal.core.http.addresses import address
from fanal.measures.reading.measures import Measure, MeasuredRow
from fanal.measures.reading.period_filters import days_within
from fanal.year.rules.periods import MeasurePeriod

NOUN, DAY = ("suite", "suites"), "À faire le"


def _due(school: School, period: MeasurePeriod) -> MeetingDecisionQuerySet:
    """Those whose last day is over: what is due today may still be done on time."""
    rows: MeetingDecisionQuerySet = MeetingDecision.objects.for_school(school)
    rows = rows.approved().filter(**days_within(period, "due_on"))
    rows = rows if period.until is None else rows.filter(due_on__lt=period.until)
    return rows.select_related("meeting").order_by("due_on", "pk")


def _done_on_time(school: School, period: MeasurePeriod) -> QuerySet[MeetingDecision]:
    return _due(school, period).done_on_time()


def _by_meeting(school: School) -> Callable[[MeetingDecision], MeasuredRow]:
    """« Réunion n° 3 »: the words of a decision may name somebody."""

    def row(decision: MeetingDecision) -> MeasuredRow:
        page = address("commission:meeting_page", school.uai, decision.meeting.number)
        return MeasuredRow.of(decision, str(decision.meeting), page, decision.due_on)

    return row


DUE_DECISIONS = Measure(
    code="commission.due",
    noun=("suite à faire", "suites à faire"),
    definition="Suites de comptes rendus approuvés dont le dernier jour est passé et tombe dans la période.",
    rows=_due,
    to_row=_by_meeting,
    row_noun=NOUN,
    day_noun=DAY,
)
DONE_ON_TIME = Measure(
    code="commission.on_time",
    noun=("suite faite à la date", "suites faites à la date"),
    definition="De ces suites, celles faites à leur dernier jour ou avant.",
    rows=_done_on_time,
    to_row=_by_meeting,
    row_noun=NOUN,
    day_noun=DAY,
)
