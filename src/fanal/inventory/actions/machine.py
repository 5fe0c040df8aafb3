"""What people decide about the machines that report. One function per sentence of the domain."""

from datetime import datetime

from django.db import transaction

from fanal.accounts.models.member import Actor
from fanal.accounts.policies.rights import require
from fanal.core import journal
from fanal.core.errors import RuleBroken
from fanal.equipment.models import Equipment
from fanal.inventory.actions.linking import (
    fitting,
    link,
    make_record,
    refresh_differences,
    unlink,
    why_replaced,
)
from fanal.inventory.models import Difference, Machine
from fanal.inventory.policies import machine as policies


def _locked(machine: Machine) -> Machine:
    # Two people may press at the same second: the second one sees what the first did.
    return Machine.objects.for_school(machine.school_id).locked(machine.pk)


@transaction.atomic
def attach_machine(machine: Machine, record: Equipment, *, now: datetime, by: Actor) -> Machine:
    """« C’est cette fiche ». A machine attached to it before is set aside: it was replaced or reinstalled."""
    machine = _locked(machine)
    require(policies.attach_machine, by, machine)
    if machine.equipment_id == record.pk:
        raise RuleBroken(f"Cette machine est déjà rattachée à « {record} ».")
    others = Machine.objects.for_school(machine.school_id).filter(equipment=record).exclude(pk=machine.pk)
    for before in others:
        why = why_replaced(record, machine)
        unlink(before, Machine.State.IGNORED, why, by=by, verb="equipment.machine_replaced")
    if machine.equipment_id is not None:
        unlink(machine, Machine.State.TO_CHECK, [], by=by, verb="equipment.machine_detached")
    link(machine, record, ["rattachée par une personne de l’établissement", *_shared(machine, record)], by=by)
    refresh_differences(machine, now=now)
    return machine


def _shared(machine: Machine, record: Equipment) -> list[str]:
    same = bool(machine.serial) and machine.serial == record.serial.upper()
    return [f"même numéro de série ({machine.serial})"] if same else []


@transaction.atomic
def record_machine(machine: Machine, *, now: datetime, by: Actor) -> Equipment:
    """« Créer la fiche » : the machine enters the inventory, its room still to say."""
    machine = _locked(machine)
    record = make_record(machine, now=now, by=by)
    link(machine, record, ["fiche créée d’après le rapport de la machine"], by=by)
    refresh_differences(machine, now=now)
    return record


@transaction.atomic
def ignore_machine(machine: Machine, *, by: Actor) -> Machine:
    """It is not ours, or not worth a record: it is no longer asked about, even when it reports."""
    machine = _locked(machine)
    require(policies.ignore_machine, by, machine)
    unlink(machine, Machine.State.IGNORED, machine.why, by=by, verb="equipment.machine_ignored")
    return machine


@transaction.atomic
def restore_machine(machine: Machine, *, by: Actor) -> Machine:
    """Ask about it again."""
    machine = _locked(machine)
    require(policies.restore_machine, by, machine)
    unlink(machine, Machine.State.NEW, machine.why, by=by, verb="equipment.machine_restored")
    return machine


@transaction.atomic
def detach_machine(machine: Machine, *, by: Actor) -> Machine:
    """« Ce n’est pas cette fiche » : only a person will attach it again."""
    machine = _locked(machine)
    require(policies.detach_machine, by, machine)
    why = [f"détachée de « {machine.equipment} » par une personne de l’établissement"]
    unlink(machine, Machine.State.TO_CHECK, why, by=by, verb="equipment.machine_detached")
    return machine


def _open(machine: Machine, field: str) -> list[Difference]:
    """The differences to settle: one field, or all of them when `field` is empty."""
    rows = Difference.objects.for_school(machine.school_id).filter(machine=machine).open()
    open_rows = list(rows.filter(field=field) if field else rows)
    if not open_rows:
        raise RuleBroken("Il n’y a plus rien à trancher ici : quelqu’un l’a fait, ou les deux disent pareil.")
    return open_rows


@transaction.atomic
def keep_ours(machine: Machine, field: str = "", *, by: Actor) -> None:
    """The record is right: not asked again while the machine says the same."""
    machine = _locked(machine)
    require(policies.settle_difference, by, machine)
    open_rows = _open(machine, field)
    rows = Difference.objects.for_school(machine.school_id)
    rows.filter(pk__in=[row.pk for row in open_rows]).update(decision=Difference.Decision.KEPT)
    kept = {row.field: row.reported for row in open_rows}
    journal.noted(machine, by=by, verb="equipment.difference_kept", refused=kept)


@transaction.atomic
def take_reported(machine: Machine, field: str = "", *, now: datetime, by: Actor) -> None:
    """The machine is right: the record says the same from now on."""
    machine = _locked(machine)
    require(policies.settle_difference, by, machine)
    open_rows = _open(machine, field)
    assert machine.equipment is not None
    record = Equipment.objects.for_school(machine.school_id).locked(machine.equipment.pk)
    values = {row.field: fitting(row.field, row.reported) for row in open_rows}
    _refuse_shared_serial(record, values.get("serial", ""))
    with journal.change(record, by=by, verb="equipment.changed", reason="d’après la machine"):
        for name, value in values.items():
            setattr(record, name, value)
        record.save(update_fields=[*values])
    machine.equipment = record
    refresh_differences(machine, now=now)


def _refuse_shared_serial(record: Equipment, serial: str) -> None:
    others = Equipment.objects.for_school(record.school_id).exclude(pk=record.pk)
    if serial and (other := others.filter(serial__iexact=serial).first()):
        raise RuleBroken(
            f"Le n° de série {serial} est déjà celui de « {other} » (équipement n° {other.number}) : "
            "c’est peut-être à cette fiche que la machine se rattache."
        )
