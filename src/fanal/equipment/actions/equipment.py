"""What is done to one piece of equipment: register, describe, move, change its state."""

from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from django.db import transaction

from fanal.accounts.models import Person, School
from fanal.accounts.models.member import Actor
from fanal.accounts.policies.rights import require
from fanal.core import journal
from fanal.core.errors import RuleBroken
from fanal.core.numbers import next_number
from fanal.equipment.models import Equipment, EquipmentType, Room
from fanal.equipment.policies import equipment as policies
from fanal.equipment.rules import description, states
from fanal.equipment.rules.serials import clean


@dataclass(frozen=True)
class EquipmentInput:
    """What is written on a record, its place and its state aside. `price_cents` is in cents."""

    name: str
    type: EquipmentType
    holder: Person | None = None
    maker: str = ""
    model: str = ""
    serial: str = ""
    authority_number: str = ""
    school_number: str = ""
    owner: str = "authority"
    payer: str = "authority"
    is_pedagogical: bool = True
    bought_on: date | None = None
    price_cents: int | None = None
    warranty_until: date | None = None
    note: str = ""

    def values(self) -> dict[str, Any]:
        """Field by field, as the record keeps it."""
        values = {field.name: getattr(self, field.name) for field in fields(self)}
        return {name: _kept(name, value) for name, value in values.items()}


def _kept(name: str, value: Any) -> Any:
    if name == "serial":
        return clean(value)
    return value.strip() if isinstance(value, str) else value


def _check(described: EquipmentInput, school_id: int, *, today: date, but: int | None = None) -> None:
    reasons = description.refusals(
        name=described.name,
        serial=described.serial,
        bought_on=described.bought_on,
        warranty_until=described.warranty_until,
        today=today,
    )
    reasons += _already_known(clean(described.serial), school_id, but)
    if reasons:
        raise RuleBroken(reasons)


def _already_known(serial: str, school_id: int, but: int | None) -> list[str]:
    if not serial:
        return []
    other = Equipment.objects.for_school(school_id).filter(serial=serial).first()
    if other is None or other.pk == but:
        return []
    return [f"Le n° de série {serial} est déjà celui de « {other} » (équipement n° {other.number})."]


@transaction.atomic
def register_equipment(
    school: School,
    described: EquipmentInput,
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
    return put_in_inventory(school.pk, described, today=today, by=by, room=open_room(room), state=state)


def put_in_inventory(
    school_id: int,
    described: EquipmentInput,
    *,
    today: date,
    by: Actor,
    room: Room | None = None,
    state: str = states.EquipmentState.SERVICE,
) -> Equipment:
    """The record itself, for a gesture whose own right was checked; `room` is already locked."""
    number = next_number(school_id, "equipment")  # locks the counter: two with one serial cannot race
    _check(described, school_id, today=today)
    made = Equipment.objects.create(
        school_id=school_id, number=number, room=room, state=state, **described.values()
    )
    journal.created(made, by=by, verb="equipment.registered")
    return made


def locked(equipment: Equipment) -> Equipment:
    # Two people may press at the same second: the second one sees what the first did.
    return Equipment.objects.for_school(equipment.school_id).locked(equipment.pk)


@transaction.atomic
def change_equipment(equipment: Equipment, described: EquipmentInput, *, today: date, by: Actor) -> Equipment:
    """Correct what the record says."""
    equipment = locked(equipment)
    require(policies.change_equipment, by, equipment)
    _check(described, equipment.school_id, today=today, but=equipment.pk)
    values = described.values()
    if all(getattr(equipment, name) == value for name, value in values.items()):
        return equipment
    with journal.change(equipment, by=by, verb="equipment.changed"):
        for name, value in values.items():
            setattr(equipment, name, value)
        equipment.save(update_fields=[*values])
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
    with journal.change(equipment, by=by, verb="equipment.moved"):
        equipment.room = room
        equipment.save(update_fields=["room"])
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
        is_held=equipment.holder_id is not None,
        is_private=equipment.school.status == School.Status.PRIVATE,
    )
    if reasons:
        raise RuleBroken(reasons)
    with journal.change(equipment, by=by, verb="equipment.state_changed", reason=new.why):
        equipment.state = new.to.value
        equipment.save(update_fields=["state"])
    return equipment
