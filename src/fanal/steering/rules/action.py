"""What is an action of the project for, where does it stand, and is it late?"""

from datetime import date

from fanal.accounts.rules.areas import Area
from fanal.core.labelled import Labelled

NEAREST_YEAR, FARTHEST_YEAR = 2015, 2060  # of a day of an action


class ActionKind(Labelled):
    """What an action does: the map counts it in one of its areas."""

    EQUIP = "equip", "Équiper, acheter"
    TRAIN = "train", "Former"
    SERVICE = "service", "Mettre un service en place"
    PRACTICE = "practice", "Changer les pratiques"
    HELP = "help", "Aider, accompagner"
    OTHER = "other", "Autre"

    @property
    def area(self) -> Area | None:
        return AREAS.get(self)


AREAS = {
    ActionKind.EQUIP: Area.MONEY,
    ActionKind.TRAIN: Area.TRAINING,
    ActionKind.SERVICE: Area.SERVICE,
    ActionKind.PRACTICE: Area.PRACTICE,
    ActionKind.HELP: Area.HELP,
}


class ActionState(Labelled):
    PLANNED = "planned", "Prévue"
    RUNNING = "running", "En cours"
    DONE = "done", "Faite"
    DROPPED = "dropped", "Abandonnée"


TONES = {
    ActionState.PLANNED: "",
    ActionState.RUNNING: "info",
    ActionState.DONE: "ok",
    ActionState.DROPPED: "",
}
OPEN = (ActionState.PLANNED, ActionState.RUNNING)


def is_late(state: ActionState, ends_on: date | None, today: date) -> bool:
    return state in OPEN and ends_on is not None and ends_on < today


def state_words(state: ActionState, ends_on: date | None, today: date) -> tuple[str, str]:
    """Words and tone."""
    return ("En retard", "bad") if is_late(state, ends_on, today) else (state.label, TONES[state])


def day_refusals(starts_on: date | None, ends_on: date | None) -> list[str]:
    """Why these days cannot be those of an action."""
    reasons = []
    if starts_on and ends_on and ends_on < starts_on:
        reasons.append("La fin est avant le début : corrigez l’une des deux dates.")
    given = [day for day in (starts_on, ends_on) if day]
    if any(not NEAREST_YEAR <= day.year <= FARTHEST_YEAR for day in given):
        reasons.append("Une des dates n’est pas possible : vérifiez son année.")
    return reasons
