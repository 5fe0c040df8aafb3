"""What the calendar says of a school year: the tasks that were done."""

from django.db.models import QuerySet

from fanal.accounts.models import School
from fanal.accounts.reading.figures import Figure, Window
from fanal.accounts.reading.school_years import year_query
from fanal.accounts.rules.years import SchoolYear
from fanal.agenda.models import YearTask
from fanal.agenda.rules.codes import TaskState
from fanal.core.addresses import address
from fanal.core.registry import FIGURES, register


def _done(school_id: int, window: Window) -> QuerySet:
    """By the year that they prepare: what is done in August before it is of that year."""
    rows = YearTask.objects.for_school(school_id).filter(school_year=window.label, state=TaskState.DONE)
    return rows.filter(ended_at__lt=window.until)


def _list(school: School, year: SchoolYear) -> str:
    return f"{address('agenda:year', school.uai)}{year_query(year)}&vue=terminees"


register(FIGURES, 50)(Figure("missions.done", "Tâches de l’année faites", _done, url=_list))
