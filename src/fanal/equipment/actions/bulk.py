"""The same gesture on several pieces of equipment: the same rules for each, those refused are told."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date

from django.db import transaction
from django.db.models import QuerySet

from fanal.accounts.models import School
from fanal.accounts.models.member import Actor
from fanal.accounts.policies.rights import require
from fanal.core.errors import Refused, RuleBroken
from fanal.core.journal.models import JournalEntry
from fanal.equipment.actions.equipment import NewState, change_state_locked, move_locked, open_room
from fanal.equipment.models import Equipment, Room
from fanal.equipment.policies import equipment as policies
from fanal.equipment.reading.bulk_record import Refusal

MOST, MOVED, STATE_CHANGED = 1_000, "equipment.moved", "equipment.state_changed"
LIST_CHANGED = (
    "La liste ne compte plus les équipements que vous aviez choisis : rien n’a changé. "
    "Revenez-y et choisissez de nouveau."
)


@dataclass(frozen=True)
class Moves:
    """What one press moved, or put into another state: the first and the last of its lines in the journal."""

    first: int
    last: int


@dataclass(frozen=True)
class BulkOutcome:
    """`moves`: of a press that changed some."""

    done: int
    refused: list[Refusal]
    moves: Moves | None = None


def checked_numbers(numbers: Iterable[int]) -> set[int]:
    """Those that were chosen, each once. RuleBroken of none, or of more than one press may change."""
    wanted = set(numbers)
    if not wanted:
        raise RuleBroken("Cochez d’abord les équipements concernés.")
    if len(wanted) > MOST:
        raise RuleBroken(f"{MOST} équipements au plus à la fois : recommencez en plusieurs fois.")
    return wanted


def _each(numbers: Iterable[int], school: School, act: Callable[[Equipment], object]) -> BulkOutcome:
    wanted = checked_numbers(numbers)
    rows = Equipment.objects.for_school(school).filter(number__in=wanted).select_for_update(of=("self",))
    return each(rows, act)


def each(rows: QuerySet[Equipment], act: Callable[[Equipment], object]) -> BulkOutcome:
    """Locked rows, always in one order; those that the act refuses stay as they were."""
    refused: list[Refusal] = []
    machines = list(rows.order_by("pk"))
    for equipment in machines:
        try:
            act(equipment)
        except Refused as refusal:
            refused.append(Refusal(equipment, refusal.reasons))
    return BulkOutcome(len(machines) - len(refused), refused)


@transaction.atomic
def move_several(numbers: Iterable[int], room: Room | None, *, school: School, by: Actor) -> BulkOutcome:
    """Bring several into one room."""
    require(policies.change_several, by, None)
    to = open_room(room)

    def move(equipment: Equipment) -> None:
        require(policies.move_equipment, by, equipment)
        move_locked(equipment, to, by=by)

    outcome = _each(numbers, school, move)
    return replace(outcome, moves=last_moves(school, outcome.done, by=by, verb=MOVED))


def last_moves(school: School, count: int, *, by: Actor, verb: str) -> Moves | None:
    """The lines of the last `count` moves of this person; None of none. One query.

    Asked in the transaction that moved them: until it ends nobody else writes in the journal of the school.
    """
    rows = JournalEntry.objects.for_school(school).filter(verb=verb, author=by.reference)
    last = rows.order_by("-seq").values_list("seq", flat=True).first() if count else None
    return Moves(last - count + 1, last) if last else None


@transaction.atomic
def change_state_of_several(
    numbers: Iterable[int], new: NewState, *, school: School, today: date, by: Actor
) -> BulkOutcome:
    """Put several into one state."""
    require(policies.change_several, by, None)

    def change(equipment: Equipment) -> None:
        require(policies.change_state, by, equipment)
        change_state_locked(equipment, new, today=today, by=by)

    outcome = _each(numbers, school, change)
    return replace(outcome, moves=last_moves(school, outcome.done, by=by, verb=STATE_CHANGED))
