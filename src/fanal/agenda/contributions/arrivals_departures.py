"""Which tasks of the year must somebody who leaves hand on?"""

from datetime import date

from django.db.models import OuterRef, QuerySet

from fanal.agenda.models import YearTask
from fanal.core.http.addresses import address
from fanal.core.people.arrivals_departures import LEAVER_CHECKS, OffboardingCheck
from fanal.core.registry import register


def _tasks(school_id: int, who: OuterRef, today: date) -> QuerySet:
    return YearTask.objects.for_school(school_id).still_open().filter(person=who).by_day().values("title")


def _year(uai: str, pk: int) -> str:
    return address("agenda:year", uai)


register(LEAVER_CHECKS, "agenda")(
    OffboardingCheck("tasks", "Tâches de l’année à confier à quelqu’un", "la direction", _tasks, page=_year)
)
