"""A machine reports: which one is it, what changed, and which record is it?

Inside one school only. A rename creates nothing; a doubt is kept for a person; a machine nobody knows
proposes a record, or gets it at once where the school chose so.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from fanal.accounts.models.member import Actor
from fanal.accounts.policies.rights import require
from fanal.core import journal
from fanal.core.database.numbers import next_number
from fanal.inventory.actions import limits
from fanal.inventory.actions.linking import find_record
from fanal.inventory.actions.machine_key import (
    OF_ANOTHER,
    NotItsKey,
    attach_key,
    claim_machine,
    refuse_to_pose,
    refuse_without_its_key,
)
from fanal.inventory.actions.turns import wait_for_turn
from fanal.inventory.formats.keeping import CONNECTED, HARDWARE, NAMED, KeptColumns, keep
from fanal.inventory.formats.messages import MachineReport
from fanal.inventory.models import AgentAccess, Machine, MachineKey
from fanal.inventory.policies import machine as policies
from fanal.inventory.rules.matching import (
    KnownMachine,
    MachineIdentity,
    Match,
    MatchOutcome,
    disagreements,
)
from fanal.inventory.rules.recognition import confirms, enriched, recognise


@dataclass(frozen=True)
class Report:
    """An inventory as it arrived. `agent_id`: what GLPI Agent calls itself, or empty."""

    inventory: MachineReport
    agent_id: str
    at: datetime


@transaction.atomic(savepoint=False)
def receive_report(
    access: AgentAccess, report: Report, *, by: Actor, key: MachineKey | None = None
) -> Machine:
    """Keep what the machine says; journaled only when something changed.

    With its own `key`, a machine speaks for itself alone; one that has a key is not heard without it, and a
    new one waits for a person when the machine is known: nothing is kept then. Raises NotItsKey.
    """
    require(policies.report_machine, by, None)
    machine = (key.machine or key.claims) if key else None
    if machine is None:
        machine = _confirmed(access.school_id, report.inventory.identity)
        if machine is None:
            wait_for_turn(access.school_id, report.inventory.identity)
            return _recognised(access, report, by=by, key=key)
    else:
        _refuse_another(machine, report.inventory.identity)
    return _heard(machine, access, report, by=by, key=key)


def _refuse_another(machine: Machine, incoming: MachineIdentity) -> None:
    """A secret speaks for its machine alone: neither for other hardware, nor with another's identifiers."""
    if disagreements(incoming, machine.identity):
        raise NotItsKey(OF_ANOTHER)
    refuse_to_pose(machine, incoming)


def _heard(
    machine: Machine,
    access: AgentAccess,
    report: Report,
    *,
    by: Actor,
    key: MachineKey | None,
    known_by: list[str] | None = None,
) -> Machine:
    """A machine already known: its report is kept, unless a new secret has to be looked at first."""
    if key is None:
        refuse_without_its_key(machine)
    elif key.machine_id is None:
        claim_machine(key, machine, by=by)
        return machine
    _keep(machine, report, by=by, known_by=known_by)
    find_record(machine, access, now=report.at, by=by)
    return machine


def _confirmed(school_id: int, incoming: MachineIdentity) -> Machine | None:
    """The machine of this agent, when the report says nothing else about who it is."""
    mine = Machine.objects.for_school(school_id).of_agent(incoming.device_id)
    confirmed = [machine for machine in mine if confirms(incoming, machine.identity)]
    return confirmed[0] if len(confirmed) == 1 else None


def _recognised(access: AgentAccess, report: Report, *, by: Actor, key: MachineKey | None) -> Machine:
    incoming = report.inventory.identity
    machines = Machine.objects.for_school(access.school_id)
    alike = [KnownMachine(machine.pk, machine.identity) for machine in machines.alike(incoming)]
    answer = recognise(incoming, alike)
    if answer.outcome is MatchOutcome.FOUND and answer.key is not None:
        machine = machines.with_record().get(pk=answer.key)
        return _heard(machine, access, report, by=by, key=key, known_by=list(answer.why))
    if answer.outcome is MatchOutcome.TO_CHECK and (doubted := _doubted(access.school_id, incoming)):
        return _heard(doubted, access, report, by=by, key=key)
    machine = _new(access, report, answer, by=by)
    if key is not None:
        attach_key(key, machine, by=by)
    find_record(machine, access, now=report.at, by=by)
    return machine


def _doubted(school_id: int, incoming: MachineIdentity) -> Machine | None:
    """The machine already made for a doubt about this very identity, when no secret is its own."""
    same = Machine.objects.for_school(school_id).of_agent(incoming.device_id)
    same = same.filter(serial=incoming.serial, uuid=incoming.uuid, keys__isnull=True)
    states = [Machine.State.TO_CHECK, Machine.State.IGNORED]
    doubted: Machine | None = same.filter(state__in=states).order_by("number").first()
    return doubted


def _before(machine: Machine) -> dict[str, Any]:
    """What is kept already, flat, for a partial report to complete."""
    named = {name: getattr(machine, name) for name in NAMED}
    inside = {name: machine.hardware.get(name) for name in HARDWARE}
    return named | inside | {name: machine.connected.get(name) for name in CONNECTED}


def _identified(identity: MachineIdentity) -> dict[str, Any]:
    return {
        "device_id": identity.device_id,
        "serial": identity.serial,
        "uuid": identity.uuid,
        "macs": sorted(identity.macs)[:32],
    }


def _columns(report: Report, kept: KeptColumns, identity: MachineIdentity) -> dict[str, Any]:
    columns = kept.columns() | _identified(identity)
    agent = {"agent": report.inventory.agent, "agent_id": report.agent_id}
    return columns | {name: value for name, value in agent.items() if value}


def _keep(machine: Machine, report: Report, *, by: Actor, known_by: list[str] | None = None) -> None:
    """Write what changed; nothing but the time when nothing did."""
    inventory = report.inventory
    kept = keep(inventory, _before(machine) if inventory.is_partial else {})
    is_whole = not inventory.is_partial and "networks" in inventory.sections
    identity = enriched(machine.identity, inventory.identity, replaces_macs=is_whole)
    columns = _columns(report, kept, identity)
    if known_by is not None:
        columns["known_by"] = known_by
    changed = {name: value for name, value in columns.items() if getattr(machine, name) != value}
    if "softwares_digest" in changed:
        changed["softwares"] = kept.softwares
    _write(machine, changed, now=report.at, by=by)


def _write(machine: Machine, changed: dict[str, Any], *, now: datetime, by: Actor) -> None:
    values = {"last_seen": now} | ({**changed, "changed_at": now} if changed else {})
    if machine.JOURNALED.isdisjoint(changed):
        _update(machine, values)
        return
    with journal.change(machine, by=by, verb="equipment.machine_changed"):
        _update(machine, values)


def _update(machine: Machine, values: dict[str, Any]) -> None:
    Machine.objects.for_school(machine.school_id).filter(pk=machine.pk).update(**values)
    for name, value in values.items():
        setattr(machine, name, value)


def _new(access: AgentAccess, report: Report, answer: Match, *, by: Actor) -> Machine:
    kept = keep(report.inventory, {})
    number = next_number(access.school_id, "machine")
    limits.make_room_for_a_new_machine(access.school_id, number)
    doubtful = answer.outcome is MatchOutcome.TO_CHECK
    machine = Machine.objects.create(
        school_id=access.school_id,
        number=number,
        state=Machine.State.TO_CHECK if doubtful else Machine.State.NEW,
        why=list(answer.why),
        first_seen=report.at,
        last_seen=report.at,
        changed_at=report.at,
        softwares=kept.softwares or "",
        **_columns(report, kept, report.inventory.identity),
    )
    journal.created(machine, by=by, verb="equipment.machine_reported")
    return machine
