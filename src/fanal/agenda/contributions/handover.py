"""What a successor finds of the year: the tasks to come."""

from datetime import date

from django.db.models import BooleanField, ExpressionWrapper, Q, QuerySet

from fanal.accounts.models import School
from fanal.accounts.reading.handover import HANDOVER, Chapter, HandoverEntry, day_said, joined
from fanal.agenda.models import YearTask
from fanal.agenda.rules.codes import TaskOwner
from fanal.core.http.addresses import address
from fanal.core.people.own_data import Row
from fanal.core.registry import register


def _tasks(school_id: int, today: date) -> QuerySet:
    is_late = ExpressionWrapper(Q(due_on__lt=today), output_field=BooleanField())
    return YearTask.objects.for_school(school_id).still_open().annotate(is_late=is_late)


def _task(row: Row, school: School) -> list[HandoverEntry]:
    whose = f"{row['given']} {row['family']}" if row["given"] else TaskOwner(row["owner"]).label
    url = address("agenda:task", school.uai, row["number"])
    late = "en retard" if row["is_late"] else ""
    detail = joined(f"pour le {day_said(row['due_on'])}", late, whose)
    return [HandoverEntry(row["title"], detail, url, mark="late" if late else "")]


TASK = {
    "number": "number",
    "title": "title",
    "due_on": "due_on",
    "owner": "owner",
    "given": "person__given_name",
    "family": "person__family_name",
    "is_late": "is_late",
}
register(HANDOVER, "tasks")(
    Chapter(
        "tasks",
        "Tâches de l’année à venir",
        _tasks,
        TASK,
        "due_on",
        _task,
        "Aucune tâche n’est ouverte.",
        lambda school: address("agenda:year", school.uai),
    )
)
