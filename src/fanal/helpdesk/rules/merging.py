"""When may a duplicate be gathered into another request, and why not?

The duplicate is closed and stays readable; the one that goes on tells everybody when it works again, and is
as urgent as the most urgent of both. Only the authority's mails cannot be moved: what was transmitted is the
one that goes on.
"""

from dataclasses import dataclass
from datetime import datetime

from fanal.helpdesk.rules.codes import RequestState, Urgency, WaitingFor
from fanal.helpdesk.rules.flow import at_work
from fanal.helpdesk.rules.priority import URGENCY

MOST_GATHERED = 20  # at once
NOT_ALIKE = (
    "L’une de ces demandes ne parle plus de la même chose ou du même endroit : rien n’a changé. "
    "Réunissez-les par leur numéro."
)
TOO_MANY = f"{MOST_GATHERED} demandes au plus se réunissent d’un coup : rien n’a changé."


@dataclass(frozen=True)
class MergeState:
    """How one of the two stands. `merged_into`: the number of the request it already joined."""

    number: int
    state: str
    merged_into: int | None = None
    gathers: bool = False
    is_transmitted: bool = False


@dataclass(frozen=True)
class Place:
    """What a request is about, and where: ids of the machine and of the room, None when it names none."""

    kind: str
    equipment: int | None
    room: int | None


def are_alike(this: Place, other: Place) -> bool:
    """Whether somebody else may have told the same: the same kind, of the same machine or else room."""
    where, there = (this.equipment, other.equipment) if this.equipment else (this.room, other.room)
    return this.kind == other.kind and where is not None and where == there


def refusals(duplicate: MergeState, other: MergeState) -> list[str]:
    """Say why `duplicate` cannot join `other`; an empty list means it can."""
    if duplicate.number == other.number:
        return ["Une demande ne peut pas être réunie avec elle-même."]
    return [*_of_duplicate(duplicate, other), *_of_other(other, duplicate)]


def _of_duplicate(duplicate: MergeState, other: MergeState) -> list[str]:
    this, instead = f"La demande n° {duplicate.number}", f"réunissez plutôt la n° {other.number} avec elle."
    if duplicate.merged_into:
        return [f"{this} est déjà réunie avec la n° {duplicate.merged_into}."]
    if duplicate.state == RequestState.CLOSED:
        return [f"{this} est terminée : liez-les plutôt par « Voir aussi »."]
    if duplicate.gathers:
        return [f"{this} en réunit déjà d’autres : {instead}"]
    if duplicate.is_transmitted:
        return [f"{this} est transmise à la collectivité : {instead}"]
    return []


def _of_other(other: MergeState, duplicate: MergeState) -> list[str]:
    if other.merged_into:
        return [
            f"La n° {other.number} est elle-même réunie avec la n° {other.merged_into} : choisissez celle-là."
        ]
    if other.state == RequestState.CLOSED:
        return [f"La n° {other.number} est terminée : rouvrez-la, ou liez-les par « Voir aussi »."]
    if other.state == RequestState.SOLVED and duplicate.state != RequestState.SOLVED:
        return [
            f"La n° {other.number} est résolue, et la n° {duplicate.number} ne l’est pas : rouvrez la "
            f"n° {other.number}, ou réunissez-la plutôt avec celle-ci."
        ]
    return []


@dataclass(frozen=True)
class Pressing:
    """What makes a request pressing, and who answers for it: the id of whoever took it."""

    state: str
    urgency: str
    waiting_for: str
    taken_by: int | None
    due_at: datetime | None

    @property
    def is_open(self) -> bool:
        return self.state not in {RequestState.SOLVED, RequestState.CLOSED}

    @property
    def blocks_a_lesson(self) -> bool:
        return self.is_open and self.urgency == Urgency.BLOCKED


def of_both(duplicate: Pressing, other: Pressing) -> Pressing:
    """What the one that goes on must say for both: the highest urgency, the nearest promise, a taker.

    A duplicate that is over presses nobody any more. A wait ends when a lesson is blocked now, but for the
    authority's: what was transmitted stays with them.
    """
    if not duplicate.is_open or not other.is_open:
        return other
    urgency = max(duplicate.urgency, other.urgency, key=lambda each: URGENCY[Urgency(each)])
    promises = [due_at for due_at in (duplicate.due_at, other.due_at) if due_at is not None]
    taken_by = other.taken_by or duplicate.taken_by
    state, waiting_for = other.state, other.waiting_for
    is_more_urgent = duplicate.blocks_a_lesson and not other.blocks_a_lesson
    ends_wait = is_more_urgent and waiting_for not in {"", WaitingFor.AUTHORITY}
    if ends_wait or state == RequestState.SENT:
        state, waiting_for = at_work(is_taken=taken_by is not None), ""
    return Pressing(state, urgency, waiting_for, taken_by, min(promises, default=None))
