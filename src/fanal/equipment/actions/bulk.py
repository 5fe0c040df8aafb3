"""The same gesture on several pieces of equipment: the same rules for each, those refused are told."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from fanal.accounts.models import School
from fanal.accounts.models.member import Actor
from fanal.accounts.policies.rights import require
from fanal.core.errors import Refused, RuleBroken
from fanal.equipment.actions.equipment import NewState, change_state_locked, move_locked, open_room
from fanal.equipment.models import Equipment, Room
from fanal.equipment.policies import equipment as policies

MOST = 200


@dataclass(frozen=True)
class Refusal:
    """One that stayed as it was, and why."""

    equipment: Equipment
    reasons: list[str]


@dataclass(frozen=True)
class BulkOutcome:
    done: int
    refused: list[Refusal]


def _each(numbers: Iterable[int], school: School, act: Callable[[Equipment], object]) -> BulkOutcome:
    wanted = set(numbers)
    if not wanted:
        raise RuleBroken("Cochez d’abord les équipements concernés.")
    if len(wanted) > MOST:
        raise RuleBroken(f"{MOST} équipements au plus à la fois : recommencez en plusieurs fois.")
    rows = Equipment.objects.for_school(school).filter(number__in=wanted).select_for_update(of=("self",))
    refused: list[Refusal] = []
    machines = list(rows.order_by("pk"))  # always the same order of locks
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

    return _each(numbers, school, move)


@transaction.atomic
def change_state_of_several(
    numbers: Iterable[int], new: NewState, *, school: School, today: date, by: Actor
) -> BulkOutcome:
    """Put several into one state."""
    require(policies.change_several, by, None)

    def change(equipment: Equipment) -> None:
        require(policies.change_state, by, equipment)
        change_state_locked(equipment, new, today=today, by=by)

    return _each(numbers, school, change)
