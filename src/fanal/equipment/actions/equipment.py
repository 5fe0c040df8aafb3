"""What is done to one piece of equipment: register, describe, move, change its state."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from django.db import transaction
from django.utils import timezone

from fanal.accounts.models import School
from fanal.accounts.models.member import Actor
from fanal.accounts.policies.rights import require
from fanal.core import journal
from fanal.core.database.numbers import next_number
from fanal.core.errors import Gone, RuleBroken
from fanal.core.forms.stale import refuse_stale
from fanal.equipment.actions import custody
from fanal.equipment.models import Equipment, Room
from fanal.equipment.models.equipment import EquipmentOwner
from fanal.equipment.policies import equipment as policies
from fanal.equipment.reading.custody import is_lent
from fanal.equipment.reading.owners import usual_owner
from fanal.equipment.reading.record_uses import uses_of
from fanal.equipment.rules import description, states
from fanal.equipment.rules.serials import clean

# What is written on a record, its place and its state aside: fields of `Equipment` and their values.
type EquipmentValues = Mapping[str, Any]


def check_record(equipment: Equipment, *, today: date) -> None:
    """Raise RuleBroken with all that a record may not say."""
    reasons = description.refusals(
        name=equipment.name,
        serial=equipment.serial,
        bought_on=equipment.bought_on,
        warranty_until=equipment.warranty_until,
        today=today,
    )
    reasons += _already_known(equipment.serial, equipment.school_id, equipment.pk)
    if reasons:
        raise RuleBroken(reasons)


def _cleaned(values: EquipmentValues) -> dict[str, Any]:
    """Whoever writes an owner knows it, unless they say that it is to be found out."""
    cleaned = {"is_owner_known": True, **values} if "owner" in values else {**values}
    return {**cleaned, "serial": clean(values["serial"])} if "serial" in values else cleaned


def _already_known(serial: str, school_id: int, own: int | None) -> list[str]:
    if not serial:
        return []
    other = Equipment.objects.for_school(school_id).filter(serial=serial).first()
    if other is None or other.pk == own:
        return []
    return [f"Le n° de série {serial} est déjà celui de « {other} » (équipement n° {other.number})."]


@transaction.atomic
def register_equipment(
    school: School,
    values: EquipmentValues,
    *,
    today: date,
    by: Actor,
    room: Room | None = None,
    state: str = states.EquipmentState.SERVICE,
) -> Equipment:
    """Put equipment in the inventory, under the next number of the school."""
    require(policies.register_equipment, by, None)
    if state not in states.PRESENT:
        raise RuleBroken("Un équipement s’enregistre tant qu’il est dans l’établissement.")
    return put_in_inventory(school.pk, values, today=today, by=by, room=open_room(room), state=state)


def put_in_inventory(
    school_id: int,
    values: EquipmentValues,
    *,
    today: date,
    by: Actor,
    room: Room | None = None,
    state: str = states.EquipmentState.SERVICE,
) -> Equipment:
    """The record itself, for a gesture whose own right was checked; `room` is already locked."""
    number = next_number(school_id, "equipment")  # locks the counter: two with one serial cannot race
    usual = usual_owner(school_id)
    owner = values.get("owner", usual)
    made = Equipment(school_id=school_id, number=number, room=room, state=state, owner=owner, payer=owner)
    made.is_owner_known = usual == EquipmentOwner.SCHOOL
    for name, value in journal.differences(made, _cleaned(values)).items():
        setattr(made, name, value)
    check_record(made, today=today)
    made.save(force_insert=True)
    journal.created(made, by=by, verb="equipment.registered")
    return made


def locked(equipment: Equipment) -> Equipment:
    # Two people may press at the same second: the second one sees what the first did.
    return Equipment.objects.for_school(equipment.school_id).locked(equipment.pk)


def held_records(school_id: int, rows: Iterable[Equipment]) -> list[Equipment]:
    """These records as they are now, held in one order before something points to them until the transaction
    ends: no merge crosses it. Gone when one went into another meanwhile."""
    keys = {row.pk for row in rows}
    held = Equipment.objects.for_school(school_id).select_for_update(of=("self",), no_key=True)
    records = list(held.filter(pk__in=keys).order_by("pk"))
    if len(records) < len(keys):
        raise Gone
    return records


@transaction.atomic
def change_equipment(
    equipment: Equipment, values: EquipmentValues, *, today: date, by: Actor, seen: str = ""
) -> Equipment:
    """Correct what the record says. `seen`: these fields as the page showed them (`core.forms.stale`)."""
    equipment = locked(equipment)
    require(policies.change_equipment, by, equipment)
    refuse_stale(equipment, {name: values[name] for name in values if name != "is_owner_known"}, seen)
    check = partial(check_record, equipment, today=today)
    changed = journal.differences(equipment, _cleaned(values))
    if why := uses_of(equipment.school_id, {equipment.pk: changed.keys()}).settled.get(equipment.pk):
        raise RuleBroken(why)
    journal.write_changes(equipment, _cleaned(values), by=by, verb="equipment.changed", check=check)
    return equipment


@transaction.atomic
def move_equipment(equipment: Equipment, room: Room | None, *, by: Actor) -> Equipment:
    """Say in which room it is now; None means no room in particular."""
    room = open_room(room)
    equipment = locked(equipment)
    require(policies.move_equipment, by, equipment)
    return move_locked(equipment, room, by=by)


def open_room(room: Room | None) -> Room | None:
    """The room, locked against being closed meanwhile; RuleBroken when it is no longer used."""
    if room is None:
        return None
    room = Room.objects.for_school(room.school_id).locked(room.pk)
    if room.is_closed:
        raise RuleBroken(f"La salle « {room} » n’est plus utilisée : choisissez-en une autre.")
    return room


def move_locked(equipment: Equipment, room: Room | None, *, by: Actor) -> Equipment:
    """Move a row already locked into a room already locked. Raises RuleBroken when it is there already."""
    if equipment.room_id == (room.pk if room else None):
        raise RuleBroken(f"« {equipment} » est déjà à cet endroit.")
    journal.write_changes(equipment, {"room": room}, by=by, verb="equipment.moved")
    return equipment


@dataclass(frozen=True)
class NewState:
    """The state to go to, why, and the owner's decision for a disposal."""

    to: states.EquipmentState
    reason: str = ""
    decision: states.DisposalDecision | None = None

    @property
    def why(self) -> str:
        """The reason as the journal keeps it."""
        if self.decision is None:
            return self.reason.strip()
        decided = f"Décision {self.decision.reference.strip()} du {self.decision.decided_on:%d/%m/%Y}"
        return f"{decided}. {self.reason.strip()}".strip()


@transaction.atomic
def change_state(equipment: Equipment, new: NewState, *, today: date, by: Actor) -> Equipment:
    """Say how it is now: in service, out of order, lost…"""
    equipment = locked(equipment)
    require(policies.change_state, by, equipment)
    return change_state_locked(equipment, new, today=today, by=by)


def change_state_locked(equipment: Equipment, new: NewState, *, today: date, by: Actor) -> Equipment:
    """Change the state of a row already locked. Raises RuleBroken with the reasons of the rules."""
    reasons = states.refusals(
        states.EquipmentState(equipment.state),
        new.to,
        owner=equipment.owner,
        today=today,
        decision=new.decision,
        is_held=equipment.holder_id is not None or is_lent(equipment),
        is_private=equipment.school.status == School.Status.PRIVATE,
    )
    if reasons:
        raise RuleBroken(reasons)
    before = equipment.state
    with journal.change(equipment, by=by, verb="equipment.state_changed", reason=new.why):
        equipment.state = new.to.value
        equipment.save(update_fields=["state"])
    custody.follow_state(equipment, before, now=timezone.now())
    return equipment


def leave_inventory(
    equipment: Equipment, why: str, decision: states.DisposalDecision, *, today: date, by: Actor
) -> list[str]:
    """Out of the inventory, through the reserve for what is in service; else why it cannot leave, by name."""
    try:
        if equipment.state == states.EquipmentState.SERVICE:
            reserve = NewState(states.EquipmentState.STOCK, why)
            equipment = change_state(equipment, reserve, today=today, by=by)
        change_state(equipment, NewState(states.EquipmentState.DISPOSED, why, decision), today=today, by=by)
    except RuleBroken as refusal:
        return [f"« {equipment} » : {reason}" for reason in refusal.reasons]
    return []
