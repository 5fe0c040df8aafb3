"""Which tasks of the year must somebody who leaves hand on?"""

from datetime import date

from django.db.models import OuterRef, QuerySet

from fanal.agenda.models import YearTask
from fanal.core.addresses import address
from fanal.core.arrivals_departures import OffboardingCheck
from fanal.core.registry import LEAVER_CHECKS, register


def _tasks(school_id: int, who: OuterRef, today: date) -> QuerySet:
    return YearTask.objects.for_school(school_id).still_open().filter(person=who).by_day().values("title")


def _year(uai: str, pk: int) -> str:
    return address("agenda:year", uai)


register(LEAVER_CHECKS, 60)(
    OffboardingCheck("tasks", "Tâches de l’année à confier à quelqu’un", "la direction", _tasks, page=_year)
)
