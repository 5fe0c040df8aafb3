"""Which record is this machine, and what do the two not say alike?

Only a serial number brings a machine and a record together without anybody; a name never does.
"""

import hashlib
import json
from datetime import datetime

from fanal.accounts.models.member import Actor
from fanal.accounts.policies.rights import require
from fanal.core import journal
from fanal.equipment.actions.equipment import put_in_inventory
from fanal.equipment.actions.following import RowChange, write
from fanal.equipment.models import Equipment, EquipmentType
from fanal.inventory.models import AgentAccess, Difference, Machine
from fanal.inventory.policies import machine as policies
from fanal.inventory.rules.chassis import usual_kind
from fanal.inventory.rules.differences import FIELDS, Unlike, differences

USUAL_LIFE_YEARS = 5
LONGEST = {"name": 80, "maker": 60, "model": 80, "serial": 80}


def find_record(machine: Machine, access: AgentAccess, *, now: datetime, by: Actor) -> None:
    """Link a new machine by its serial, or record it at once where the school chose so; then compare."""
    if machine.state == Machine.State.NEW:
        _link_by_serial(machine, by=by)
    if machine.state == Machine.State.NEW and access.creates_records:
        record = make_record(machine, now=now, by=by)
        link(machine, record, ["fiche créée au premier rapport (réglage de l’établissement)"], by=by)
    if machine.equipment_id is not None:
        refresh_differences(machine, now=now)


def _link_by_serial(machine: Machine, *, by: Actor) -> None:
    if not machine.serial:
        return
    records = list(Equipment.objects.for_school(machine.school_id).filter(serial__iexact=machine.serial)[:2])
    if len(records) > 1:
        doubt(machine, [f"plusieurs fiches portent le n° de série {machine.serial}"], by=by)
    elif records and records[0].machines.exists():
        doubt(
            machine,
            [f"la fiche « {records[0]} » a le même numéro de série, mais une autre machine y est rattachée"],
            by=by,
        )
    elif records:
        link(machine, records[0], [f"même numéro de série que la fiche ({machine.serial})"], by=by)


def link(machine: Machine, record: Equipment, why: list[str], *, by: Actor, reason: str = "") -> None:
    """From now on this machine and this record are one."""
    with journal.change(machine, by=by, verb="equipment.machine_attached", reason=reason):
        machine.equipment, machine.state, machine.why = record, Machine.State.MATCHED, why
        machine.save(update_fields=["equipment", "state", "why"])


def unlink(machine: Machine, state: Machine.State, why: list[str], *, by: Actor, verb: str) -> None:
    """No longer this record."""
    with journal.change(machine, by=by, verb=verb):
        list(write([unlinked(machine, state, why)], by=by))


def unlinked(
    machine: Machine, state: Machine.State, why: list[str], *, is_journaled: bool = False
) -> RowChange:
    """No longer this record: what the two did not say alike is forgotten, and comes back with it."""
    values = {"equipment_id": None, "state": state.value, "why": why, "compared": ""}
    differences = Difference.objects.for_school(machine.school_id).filter(machine=machine)
    return RowChange(machine, values, is_journaled, [*differences])


def why_replaced(record: Equipment, machine: Machine) -> list[str]:
    """Why another machine of this record is set aside: a record has one."""
    return [f"remplacée sur la fiche « {record} » par la machine n° {machine.number}"]


def doubt(machine: Machine, why: list[str], *, by: Actor) -> None:
    unlink(machine, Machine.State.TO_CHECK, [*machine.why, *why], by=by, verb="equipment.machine_doubtful")


def make_record(machine: Machine, *, now: datetime, by: Actor) -> Equipment:
    """A record « à ranger » (in service, no room yet) from what the machine says."""
    require(policies.record_machine, by, machine)
    values = {
        "name": fitting("name", str(machine)),
        "type": _type_for(machine, by=by),
        "maker": fitting("maker", machine.maker),
        "model": fitting("model", machine.model),
        "serial": fitting("serial", machine.serial),
    }
    today = now.astimezone(machine.school.zone_info).date()
    return put_in_inventory(machine.school_id, values, today=today, by=by)


def fitting(field: str, value: str) -> str:
    """The value cut to what the record can hold."""
    return value[: LONGEST[field]]


def _type_for(machine: Machine, *, by: Actor) -> EquipmentType:
    """The usual type of this chassis, made if the school does not have it yet."""
    hardware = machine.hardware
    kind = usual_kind(hardware.get("chassis") or "", hardware.get("os") or "")
    types = EquipmentType.objects.for_school(machine.school_id)
    equipment_type = types.filter(name__iexact=kind.label).first()
    if equipment_type is not None:
        return equipment_type
    made = EquipmentType.objects.create(
        school_id=machine.school_id,
        name=kind.label,
        kind=kind.trouble,
        life_years=kind.life_years or USUAL_LIFE_YEARS,
    )
    journal.created(made, by=by, verb="equipment.type_added")
    return made


def refresh_differences(machine: Machine, *, now: datetime) -> None:
    """Compare again; writes only when the comparison itself changed. What was kept stays kept."""
    record = machine.equipment
    assert record is not None
    unlikes = differences(*({field: getattr(side, field) for field in FIELDS} for side in (record, machine)))
    digest = _digest(unlikes)
    if digest == machine.compared:
        return
    _write_differences(machine, unlikes, now)
    Machine.objects.for_school(machine.school_id).filter(pk=machine.pk).update(compared=digest)
    machine.compared = digest


def _digest(unlikes: list[Unlike]) -> str:
    text = json.dumps([[unlike.field, unlike.ours, unlike.reported] for unlike in unlikes])
    return hashlib.sha256(text.encode()).hexdigest()


def _write_differences(machine: Machine, unlikes: list[Unlike], now: datetime) -> None:
    rows = Difference.objects.for_school(machine.school_id).filter(machine=machine)
    rows.exclude(field__in=[unlike.field for unlike in unlikes]).delete()
    rows_by_field = {row.field: row for row in rows}
    for unlike in unlikes:
        row = rows_by_field.get(unlike.field)
        if row is not None and row.reported == unlike.reported:
            rows.filter(pk=row.pk).update(ours=unlike.ours)
            continue
        values = {"ours": unlike.ours, "reported": unlike.reported, "decision": "open", "seen_at": now}
        rows.update_or_create(
            school_id=machine.school_id, machine=machine, field=unlike.field, defaults=values
        )
