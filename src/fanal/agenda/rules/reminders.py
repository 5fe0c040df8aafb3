"""When is somebody reminded of a task, and what may a task become? Pure: no database, no clock.

A reminder comes some days before, on the day itself, then one, two and four weeks late; after that it is
silent, and the task stays on top of the page. A day on which nothing leaves (week-end) is caught up.
"""

from datetime import date, timedelta

from fanal.core.text.words import lower_first

MOST_DAYS = 60
LONGEST_TITLE = 160
LATE = (0, 7, 14, 28)  # days after the term


def is_time_to_remind(due_on: date, days_before: int, *, today: date, reminded_on: date | None) -> bool:
    """Whether a step was reached since the last reminder; several at once make one reminder."""
    steps = [due_on - timedelta(days=days_before), *(due_on + timedelta(days=days) for days in LATE)]
    reached = [step for step in steps if step <= today]
    return bool(reached) and (reminded_on is None or max(reached) > reminded_on)


def duty_title(service: str, duty: str) -> str:
    """« GAR : récupérer les licences », as long as a title may be."""
    title = f"{service} : {lower_first(duty)}" if duty[1:2].islower() else f"{service} : {duty}"
    return title if len(title) <= LONGEST_TITLE else f"{title[: LONGEST_TITLE - 1].rstrip()}…"


def refusals(*, title: str, days_before: int) -> list[str]:
    """Why a task or a template cannot be kept so."""
    reasons = []
    if not title.strip():
        reasons.append("Donnez un titre : ce qu’il y a à faire.")
    if not 0 <= days_before <= MOST_DAYS:
        reasons.append(f"Un rappel part {MOST_DAYS} jours avant, au plus.")
    return reasons


def aside_refusals(reason: str) -> list[str]:
    """A task is put aside with a reason, so that next year's référent understands."""
    return [] if reason.strip() else ["Dites pourquoi : l’an prochain, quelqu’un se le demandera."]
