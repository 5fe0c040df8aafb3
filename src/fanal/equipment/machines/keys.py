"""The secret of one machine: enrolled with the school's address, or given by a person; taken back one by one.

Agents cannot be told a new address by the server: the command that sets an agent up asks for it first
(`enrol`), or a person copies it from the machine's page (`give_key`).
"""

import secrets
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from fanal.accounts.members import Actor
from fanal.accounts.rights import require
from fanal.core import journal
from fanal.core.errors import RuleBroken
from fanal.equipment.machines import policies
from fanal.equipment.machines.access import SEED_BYTES, digest_of, secret_from, shown_secret
from fanal.equipment.machines.limits import TooOften
from fanal.equipment.models import AgentAccess, Machine, MachineKey

MOST_WAITING = 2_000
TOO_MANY_WAIT = f"{MOST_WAITING} machines inscrites n’ont pas encore fait leur premier rapport : attendez."
HAS_ITS_KEY = (
    "Cette machine a sa propre adresse : réglez l’agent avec elle, ou retirez-la d’abord sur la page de la "
    "machine."
)
OF_ANOTHER = "Cette adresse est celle d’une autre machine : donnez la sienne à celle-ci."
ALONE = "Cette adresse ne vaut que pour sa machine : dites sur sa page qu’elle relève aussi le réseau."


class NotItsKey(Exception):
    """A report that this secret does not cover; the text is for the agent's log."""

    @property
    def sentence(self) -> str:
        return str(self)


def _new(school_id: int, machine: Machine | None, now: datetime) -> MachineKey:
    seed = secrets.token_bytes(SEED_BYTES)
    return MachineKey.objects.create(
        school_id=school_id, machine=machine, seed=seed, digest=digest_of(secret_from(seed)), made_at=now
    )


def key_url(key: MachineKey, uai: str) -> str:
    """The whole address of this machine; empty when it can no longer be shown."""
    secret = shown_secret(key.seed, key.digest)
    return f"{settings.PUBLIC_URL}{reverse('agents:report', args=[uai, secret])}" if secret else ""


@transaction.atomic(savepoint=False)
def enrol(access: AgentAccess, *, now: datetime, by: Actor) -> MachineKey:
    """A secret for a machine that is being set up; its first report says which. TooOften when many wait."""
    require(policies.enrol_machine, by, None)
    waiting = MachineKey.objects.for_school(access.school_id).filter(machine__isnull=True).count()
    if waiting >= MOST_WAITING:
        raise TooOften(TOO_MANY_WAIT, 3600)
    return _new(access.school_id, None, now)


def attach_key(key: MachineKey, machine: Machine, *, by: Actor) -> None:
    """The first report with this secret: from now on, it is this machine's. NotItsKey when it has one."""
    others = MachineKey.objects.for_school(key.school_id).exclude(pk=key.pk)
    if others.filter(machine=machine).exists():
        raise NotItsKey(HAS_ITS_KEY)
    MachineKey.objects.for_school(key.school_id).filter(pk=key.pk).update(machine=machine)
    journal.noted(machine, by=by, says="equipment.machine_enrolled")


def refuse_without_its_key(machine: Machine) -> None:
    """Raise NotItsKey when this machine has a secret of its own, which was not used."""
    if MachineKey.objects.for_school(machine.school_id).filter(machine=machine).exists():
        raise NotItsKey(HAS_ITS_KEY)


@transaction.atomic
def give_key(machine: Machine, *, now: datetime, by: Actor) -> MachineKey:
    """A secret of its own for a machine already known: the school's address no longer speaks for it."""
    machine = Machine.objects.for_school(machine.school_id).locked(machine.pk)
    require(policies.manage_access, by, None)
    if MachineKey.objects.for_school(machine.school_id).filter(machine=machine).exists():
        raise RuleBroken("Cette machine a déjà sa propre adresse.")
    key = _new(machine.school_id, machine, now)
    journal.noted(machine, by=by, says="equipment.machine_key_given")
    return key


@transaction.atomic
def take_key_back(machine: Machine, *, by: Actor) -> None:
    """Its secret opens nothing any more: stolen, reinstalled, or given to another."""
    machine = Machine.objects.for_school(machine.school_id).locked(machine.pk)
    require(policies.manage_access, by, None)
    removed, _ = MachineKey.objects.for_school(machine.school_id).filter(machine=machine).delete()
    if not removed:
        raise RuleBroken("Cette machine n’a pas d’adresse à elle.")
    journal.noted(machine, by=by, says="equipment.machine_key_taken_back")


@transaction.atomic
def let_scan(machine: Machine, is_allowed: bool, *, by: Actor) -> None:
    """Whether this machine also reports the printers and switches of its network."""
    machine = Machine.objects.for_school(machine.school_id).locked(machine.pk)
    require(policies.manage_access, by, None)
    MachineKey.objects.for_school(machine.school_id).filter(machine=machine).update(scans_network=is_allowed)
    journal.noted(machine, by=by, says="equipment.machine_scan_chosen", scans=is_allowed)


def key_of(machine: Machine) -> MachineKey | None:
    return MachineKey.objects.for_school(machine.school_id).filter(machine=machine).first()
