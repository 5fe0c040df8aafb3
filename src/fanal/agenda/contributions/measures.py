"""What the calendar counts of a school year: the tasks that were done."""

from collections.abc import Callable

from django.db.models import QuerySet

from fanal.accounts.models import School
from fanal.agenda.models import YearTask
from fanal.agenda.rules.codes import TaskState
from fanal.core.http.addresses import address
from fanal.core.registry import register
from fanal.measures.reading.measures import MEASURES, Measure, MeasuredRow
from fanal.measures.reading.period_filters import moments
from fanal.year.rules.periods import MeasurePeriod, PeriodKind


def _done(school: School, period: MeasurePeriod) -> QuerySet:
    """By the year that they prepare: what is done in August before it is of that year."""
    rows = YearTask.objects.for_school(school).filter(school_year=period.year.label, state=TaskState.DONE)
    first, after = moments(school, period)
    of_part = {} if period.kind is PeriodKind.YEAR else {"ended_at__gte": first}
    return rows.filter(ended_at__lt=after, **of_part).order_by("ended_at", "pk")


def _titled(school: School) -> Callable[[YearTask], MeasuredRow]:
    def row(task: YearTask) -> MeasuredRow:
        day = task.ended_at.astimezone(school.zone_info).date() if task.ended_at else None
        return MeasuredRow.of(task, str(task), address("agenda:task", school.uai, task.number), day)

    return row


TASKS_DONE = Measure(
    code="missions.done",
    noun=("tâche de l’année faite", "tâches de l’année faites"),
    definition="Tâches du calendrier de l’année qui sont faites, y compris celles d’août qui la préparent.",
    rows=_done,
    is_work=True,
    to_row=_titled,
    row_noun=("tâche", "tâches"),
    day_noun="Faite le",
)
register(MEASURES, "missions.done")(TASKS_DONE)
