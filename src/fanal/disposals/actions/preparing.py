"""A batch is prepared: machines are proposed, each once in the school; its list is settled, or reopened."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction

from fanal.accounts.models import School
from fanal.accounts.models.member import Actor
from fanal.accounts.policies.rights import Right, require
from fanal.core import journal
from fanal.core.database.numbers import next_number
from fanal.core.errors import RuleBroken
from fanal.core.forms.stale import refuse_stale
from fanal.disposals.models import Disposal, DisposalItem
from fanal.disposals.models.item import DisposalItemQuerySet
from fanal.disposals.policies import disposal as policies
from fanal.disposals.rules import disposal as rules
from fanal.disposals.rules.disposal import DisposalState
from fanal.disposals.rules.item import (
    MISSING,
    Destination,
    DisposalOutcome,
    DisposalReason,
    proposal_refusals,
    reason_of,
    usual_wiping,
)
from fanal.equipment.actions.bulk import change_state_of_several
from fanal.equipment.actions.equipment import NewState
from fanal.equipment.models import Equipment
from fanal.equipment.models.equipment import EquipmentOwner
from fanal.equipment.rules.states import EquipmentState

TOO_MANY = f"Une sortie compte {rules.MOST_ITEMS} équipements au plus : préparez-en plusieurs."
NOTHING = "Il n’y a rien dans cette sortie : ajoutez-y un équipement, ou abandonnez-la."


@dataclass(frozen=True)
class GoodsInput:
    """Why these machines leave, and where they go."""

    reason: DisposalReason
    destination: Destination | None
    words: str = ""


@dataclass(frozen=True)
class LeftOut:
    """A machine that may not be proposed, and why."""

    machine: str
    reason: str

    def __str__(self) -> str:
        return f"« {self.machine} » : {self.reason}"


@dataclass(frozen=True)
class Proposal:
    """What one press proposed: the batches, how many machines, and why others were left out."""

    disposals: list[Disposal]
    count: int
    left_out: list[LeftOut]


def locked(disposal: Disposal, right: Right, by: Actor) -> Disposal:
    """As it is now, held; whoever may not do this to it goes no further."""
    disposal = Disposal.objects.for_school(disposal.school_id).locked(disposal.pk)
    require(right, by, disposal)
    return disposal


def write_outcome(items: DisposalItemQuerySet, outcome: DisposalOutcome) -> str:
    """What becomes of these goods, their batch held; the journal's words for it, with their numbers."""
    rows = dict(items.order_by("equipment__number").values_list("pk", "equipment__number"))
    items.filter(pk__in=rows).update(outcome=outcome)
    return f"{outcome.label} : n° {', '.join(map(str, rows.values()))}." if rows else ""


def back_in_service(items: Iterable[DisposalItem], *, today: date, by: Actor) -> None:
    """What was put away to leave with a batch, and stays, serves again; unless its state changed since."""
    rows = [item for item in items if item.was_in_service and item.equipment.state == EquipmentState.STOCK]
    if rows:
        disposal, numbers = rows[0].disposal, [row.equipment.number for row in rows]
        new = NewState(EquipmentState.SERVICE, f"{disposal} : reste à l’inventaire")
        change_state_of_several(numbers, new, school=disposal.school, today=today, by=by)
        put_away = DisposalItem.objects.for_school(disposal.school_id).filter(pk__in=[row.pk for row in rows])
        put_away.update(was_in_service=False)


@transaction.atomic
def prepare_disposal(
    school: School, name: str, machines: Iterable[Equipment], given: GoodsInput, *, today: date, by: Actor
) -> Proposal:
    """A batch for each owner; what cannot be proposed is left out, and named. RuleBroken when nothing can."""
    require(policies.prepare_disposal, by, None)
    first = next_number(school.pk, "disposal")  # its lock: two who propose at the same second come one by one
    rows, left_out = proposable(school.pk, machines, given.reason)
    if not rows:
        raise RuleBroken([str(left) for left in left_out])
    owners = [owner for owner in EquipmentOwner.values if any(row.owner == owner for row in rows)]
    if len(owners) > 1:
        next_number(school.pk, "disposal", count=len(owners) - 1)
    made = []
    for number, owner in enumerate(owners, first):
        disposal = Disposal.objects.create(
            school=school, number=number, name=name, owner=owner, prepared_on=today
        )
        journal.created(disposal, by=by, verb="disposals.prepared")
        _propose(disposal, [row for row in rows if row.owner == owner], given)
        made.append(disposal)
    return Proposal(made, len(rows), left_out)


@transaction.atomic
def add_machines(
    disposal: Disposal, machines: Iterable[Equipment], given: GoodsInput, *, by: Actor
) -> Proposal:
    """More machines of its owner. RuleBroken when none can join it."""
    disposal = locked(disposal, policies.change_disposal, by)
    rows, left_out = proposable(disposal.school_id, machines, given.reason)
    others = [row for row in rows if row.owner != disposal.owner]
    left_out += [
        LeftOut(str(row), "il est à un autre propriétaire, qui décide à part ; préparez une autre sortie.")
        for row in others
    ]
    rows = [row for row in rows if row.owner == disposal.owner]
    if not rows:
        raise RuleBroken([str(left) for left in left_out])
    if disposal.items.count() + len(rows) > rules.MOST_ITEMS:
        raise RuleBroken(TOO_MANY)
    _propose(disposal, rows, given)
    journal.noted(disposal, by=by, verb="disposals.machines_added", count=len(rows))
    return Proposal([disposal], len(rows), left_out)


def proposable(
    school_id: int, machines: Iterable[Equipment], reason: DisposalReason
) -> tuple[list[Equipment], list[LeftOut]]:
    """The rows, held, that may be proposed; for the others, a sentence each."""
    keys = {machine.pk for machine in machines}
    if not keys:
        raise RuleBroken("Choisissez au moins un équipement.")
    if len(keys) > rules.MOST_ITEMS:
        raise RuleBroken(TOO_MANY)
    rows = (
        Equipment.objects.for_school(school_id)
        .filter(pk__in=keys)
        .select_for_update(of=("self",), no_key=True)
    )
    rows = rows.order_by("pk").select_related("type")
    held = list(rows)  # before its batches are read: whoever proposed it a moment ago is seen
    taken = {
        item.equipment_id: item.disposal
        for item in DisposalItem.objects.for_school(school_id)
        .proposed()
        .filter(equipment__in=keys)
        .select_related("disposal")
    }
    chosen, left_out = list[Equipment](), list[LeftOut]()
    for row in held:
        reasons = proposal_refusals(row.state, reason_of(row.state, reason))
        if row.pk in taken:
            reasons = [f"il est déjà dans la {str(taken[row.pk]).lower()}."]
        left_out += [LeftOut(str(row), reason) for reason in reasons]
        chosen += [] if reasons else [row]
    return chosen, left_out


def _propose(disposal: Disposal, rows: Sequence[Equipment], given: GoodsInput) -> None:
    """A line each; one that was kept or refused before is proposed again, what was said of its data stays."""
    made = []
    for row in rows:
        reason = reason_of(row.state, given.reason)
        where = None if reason in MISSING else given.destination
        made.append(
            DisposalItem(
                school_id=disposal.school_id,
                disposal=disposal,
                equipment=row,
                reason=reason.value,
                destination=where.value if where else "",
                words=given.words.strip(),
                wiping=usual_wiping(row.type.kind).value,
            )
        )
    DisposalItem.objects.bulk_create(
        made,
        update_conflicts=True,
        unique_fields=["school", "disposal", "equipment"],
        update_fields=["reason", "destination", "words", "outcome"],
    )


@transaction.atomic
def change_details(disposal: Disposal, values: Mapping[str, Any], *, by: Actor, seen: str = "") -> Disposal:
    """Its name, who receives gifts, who takes away what is recycled. `seen`: see `core.forms.stale`."""
    disposal = locked(disposal, policies.note_disposal, by)
    refuse_stale(disposal, values, seen)
    journal.write_changes(disposal, values, by=by, verb="disposals.changed")
    return disposal


@transaction.atomic
def propose_disposal(disposal: Disposal, *, today: date, by: Actor) -> Disposal:
    """Its list no longer changes: it is the one that is decided of."""
    disposal = locked(disposal, policies.propose_disposal, by)
    if not disposal.items.proposed().exists():
        raise RuleBroken(NOTHING)
    values = {"state": DisposalState.PROPOSED.value, "proposed_on": today}
    journal.write_changes(disposal, values, by=by, verb="disposals.proposed")
    return disposal


@transaction.atomic
def reopen_disposal(disposal: Disposal, *, by: Actor) -> Disposal:
    """Its list may change again: it will have to be settled anew."""
    disposal = locked(disposal, policies.reopen_disposal, by)
    values = {"state": DisposalState.PREPARED.value, "proposed_on": None}
    journal.write_changes(disposal, values, by=by, verb="disposals.reopened")
    return disposal


@transaction.atomic
def abandon_disposal(disposal: Disposal, *, today: date, by: Actor) -> Disposal:
    """Its machines stay, and may be proposed again."""
    disposal = locked(disposal, policies.abandon_disposal, by)
    back_in_service(disposal.items.proposed().with_machine(), today=today, by=by)
    kept = write_outcome(disposal.items.proposed(), DisposalOutcome.KEPT)
    values = {"state": DisposalState.ABANDONED.value, "closed_on": today}
    journal.write_changes(disposal, values, by=by, verb="disposals.abandoned", reason=kept)
    return disposal
