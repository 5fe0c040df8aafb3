"""What the year may bring to the point of the week: tasks past their day."""

from fanal.accounts.reading.suggestions import SUGGESTIONS, Suggestion
from fanal.agenda.models import YearTask
from fanal.core.registry import register

LATE = Suggestion(
    "tasks_late",
    lambda school, now, today: YearTask.objects.for_school(school).still_open().filter(due_on__lt=today),
    "Une tâche de l’année a dépassé son jour : la faire, ou l’écarter ?",
    "{count} tâches de l’année ont dépassé leur jour : les faire, ou les écarter ?",
)
register(SUGGESTIONS, "tasks_late")(LATE)
