"""When may a duplicate be gathered into another request, and why not?

The duplicate is closed and stays readable; the one that goes on tells everybody when it works again. Only the
authority's mails cannot be moved: what was transmitted is the one that goes on.
"""

from dataclasses import dataclass

from fanal.helpdesk.rules.codes import RequestState

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
    return [*_of_duplicate(duplicate, other), *_of_other(other)]


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


def _of_other(other: MergeState) -> list[str]:
    if other.merged_into:
        return [
            f"La n° {other.number} est elle-même réunie avec la n° {other.merged_into} : choisissez celle-là."
        ]
    if other.state == RequestState.CLOSED:
        return [f"La n° {other.number} est terminée : rouvrez-la, ou liez-les par « Voir aussi »."]
    return []
