"""What the calendar counts of a school year: the tasks that were done."""

from django.db.models import QuerySet

from fanal.accounts.models import School
from fanal.accounts.reading.school_years import year_query
from fanal.agenda.models import YearTask
from fanal.agenda.rules.codes import TaskState
from fanal.core.http.addresses import address
from fanal.core.registry import register
from fanal.measures.reading.measures import MEASURES, Measure
from fanal.measures.reading.period_filters import moments
from fanal.year.rules.periods import MeasurePeriod, PeriodKind
from fanal.year.rules.years import SchoolYear


def _done(school: School, period: MeasurePeriod) -> QuerySet:
    """By the year that they prepare: what is done in August before it is of that year."""
    rows = YearTask.objects.for_school(school).filter(school_year=period.year.label, state=TaskState.DONE)
    first, after = moments(school, period)
    of_part = {} if period.kind is PeriodKind.YEAR else {"ended_at__gte": first}
    return rows.filter(ended_at__lt=after, **of_part)


def _list(school: School, year: SchoolYear) -> str:
    return f"{address('agenda:year', school.uai)}{year_query(year)}&vue=terminees"


TASKS_DONE = Measure(
    code="missions.done",
    noun=("tâche de l’année faite", "tâches de l’année faites"),
    definition="Tâches du calendrier de l’année qui sont faites, y compris celles d’août qui la préparent.",
    rows=_done,
    is_work=True,
    year_address=_list,
)
register(MEASURES, "missions.done")(TASKS_DONE)
