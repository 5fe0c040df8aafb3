"""What does a reminder of the year's tasks say? Plain French, one mail for all of them. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from fanal.core.text.french import counted, weekday_and_day
from fanal.helpdesk.rules.letters import Words


@dataclass(frozen=True)
class RemindedTask:
    """One task, as its reminder tells it."""

    title: str
    due_on: date


def when(due_on: date, *, today: date) -> str:
    """« pour le lundi 30 novembre », « pour aujourd’hui », « en retard, c’était pour le 3 novembre »."""
    if due_on == today:
        return "pour aujourd’hui"
    words = weekday_and_day(due_on, today=today)
    return f"pour le {words}" if due_on > today else f"en retard, c’était pour le {words}"


def reminder(tasks: Sequence[RemindedTask], *, today: date) -> Words:
    """The one mail of the day about them all."""
    lines = [f"- {task.title} : {when(task.due_on, today=today)}" for task in tasks]
    summary = tasks[0].title if len(tasks) == 1 else counted(len(tasks), "tâche")
    return Words(
        f"L’année numérique : {summary}",
        "Bonjour,\n\nÀ faire dans le calendrier de l’année :\n\n" + "\n".join(lines) + "\n\n"
        "« Fait » suffit à n’en plus entendre parler ; une tâche se déplace ou s’écarte aussi.",
        summary,
    )
