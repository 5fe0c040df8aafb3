"""What becomes of a decision or of a commitment, and how many were kept on time? Pure."""

from datetime import date

from fanal.core.labelled import Labelled
from fanal.core.text.french import full_day


class CommittedSide(Labelled):
    """Who committed themselves."""

    SCHOOL = "school", "L’établissement"
    PARTNER = "partner", "Le partenaire"


class DecisionOutcome(Labelled):
    """What became of it; nothing as long as it is open."""

    DONE = "done", "Tenue"
    DROPPED = "dropped", "Non tenue"


def day_refusals(text: str, due_on: date | None, *, met_on: date) -> list[str]:
    """Why a decision is not due that day: no meeting decides of what had to be done before it."""
    if due_on is None or due_on >= met_on:
        return []
    words, due, met = task_title(text, 80), full_day(due_on), full_day(met_on)
    return [
        f"La date de « {words} » ({due}) vient avant la réunion ({met}) : donnez le jour de la réunion, ou "
        "un jour qui vient après."
    ]


def outcome_words(
    outcome: str, due_on: date | None, ended_on: date | None, *, today: date
) -> tuple[str, str]:
    """Words and tone: « En retard », « Tenue après la date »."""
    if outcome == DecisionOutcome.DONE:
        is_late = None not in {due_on, ended_on} and ended_on > due_on  # type: ignore[operator]
        return ("Tenue après la date", "") if is_late else ("Tenue", "ok")
    if outcome == DecisionOutcome.DROPPED:
        return "Non tenue", "bad"
    if due_on is not None and due_on < today:
        return "En retard", "warn"
    return "À tenir", "info"


def task_title(text: str, longest: int) -> str:
    """The title of the task that a decision becomes: its first words, whole."""
    line = " ".join(text.split())
    if len(line) <= longest:
        return line
    return f"{line[: longest - 1].rsplit(' ', 1)[0]}…"
