"""The secret of one machine: enrolled with the school's address, or given by a person; taken back one by one.

Agents cannot be told a new address by the server: the command that sets an agent up asks for it first
(`enrol`), or a person copies it from the machine's page (`give_key`). An enrolled secret that reports a
machine already known waits for a person: whoever has the school's address can enrol, and say any serial.
"""

import secrets
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q
from django.urls import reverse

from fanal.accounts.models.member import Actor
from fanal.accounts.policies.rights import require
from fanal.core import journal
from fanal.core.errors import RuleBroken
from fanal.core.tenancy import SchoolOwnedQuerySet
from fanal.core.text.words import is_id
from fanal.inventory.actions.limits import TooOften
from fanal.inventory.actions.turns import wait_for_turn
from fanal.inventory.models import AgentAccess, Machine, MachineKey
from fanal.inventory.policies import machine as policies
from fanal.inventory.reading.access import SEED_BYTES, digest_of, secret_from, shown_secret
from fanal.inventory.rules.matching import MachineIdentity

MOST_WAITING = 2_000
ENROLLED_AN_HOUR = 120
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
MOST_SHOWN = 20
TOO_MANY_WAIT = f"{MOST_WAITING} machines inscrites n’ont pas encore fait leur premier rapport : attendez."
TOO_MANY_ENROL = f"Plus de {ENROLLED_AN_HOUR} machines inscrites en une heure : attendez."
HAS_ITS_KEY = (
    "Cette machine a sa propre adresse : réglez l’agent avec elle, ou retirez-la d’abord sur la page de la "
    "machine."
)
OF_ANOTHER = "Cette adresse est celle d’une autre machine : donnez la sienne à celle-ci."
POSES = "Ce rapport dit le n° de série ou l’identifiant d’une autre machine : donnez à chacune son adresse."
DECIDED = "Quelqu’un a déjà répondu pour cette adresse."
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
    """A secret for a machine that is being set up; its first report says which. TooOften when many wait, or
    many came within the hour; secrets older than a day that nobody used make place."""
    require(policies.enrol_machine, by, None)
    mine = MachineKey.objects.for_school(access.school_id)
    if mine.filter(made_at__gt=now - HOUR).count() >= ENROLLED_AN_HOUR:
        raise TooOften(TOO_MANY_ENROL, 3600)
    waiting = mine.filter(machine__isnull=True)
    surplus = waiting.count() - MOST_WAITING + 1
    if surplus > 0 and not _make_place(waiting.filter(made_at__lt=now - DAY), surplus):
        raise TooOften(TOO_MANY_WAIT, 3600)
    return _new(access.school_id, None, now)


def _make_place(old: SchoolOwnedQuerySet, surplus: int) -> bool:
    """Remove the oldest, those that reported a machine last; false when there are not enough."""
    first = old.order_by(F("claims").asc(nulls_first=True), "made_at", "pk").values_list("pk", flat=True)
    going = list(first[:surplus])
    if len(going) < surplus:
        return False
    old.filter(pk__in=going).delete()
    return True


def claim_machine(key: MachineKey, machine: Machine, *, by: Actor) -> None:
    """A new secret reports a machine already known: a person will say whether it is that one."""
    refuse_without_its_key(machine)
    if key.claims_id is not None:
        return
    mine = MachineKey.objects.for_school(key.school_id).filter(pk=key.pk, machine__isnull=True)
    mine.update(claims=machine)
    journal.noted(machine, by=by, verb="equipment.machine_key_to_check")


def refuse_to_pose(machine: Machine, incoming: MachineIdentity) -> None:
    """Raise NotItsKey when what this machine newly says of itself is another machine's."""
    identity = {"serial": incoming.serial, "uuid": incoming.uuid, "device_id": incoming.device_id}
    new = {name: value for name, value in identity.items() if value and value != getattr(machine, name)}
    if not new:
        return
    wait_for_turn(machine.school_id, incoming)
    same = Q()
    for name, value in new.items():
        same |= Q(**{name: value})
    if Machine.objects.for_school(machine.school_id).exclude(pk=machine.pk).filter(same).exists():
        raise NotItsKey(POSES)


def attach_key(key: MachineKey, machine: Machine, *, by: Actor) -> None:
    """The first report with this secret: from now on, it is this machine's. NotItsKey when it has one."""
    others = MachineKey.objects.for_school(key.school_id).exclude(pk=key.pk)
    if others.filter(machine=machine).exists():
        raise NotItsKey(HAS_ITS_KEY)
    mine = MachineKey.objects.for_school(key.school_id).filter(pk=key.pk, machine__isnull=True)
    if not mine.update(machine=machine):
        raise NotItsKey(OF_ANOTHER)
    journal.noted(machine, by=by, verb="equipment.machine_enrolled")


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
    journal.noted(machine, by=by, verb="equipment.machine_key_given")
    return key


@transaction.atomic
def take_key_back(machine: Machine, *, by: Actor) -> None:
    """Its secret opens nothing any more: stolen, reinstalled, or given to another."""
    machine = Machine.objects.for_school(machine.school_id).locked(machine.pk)
    require(policies.manage_access, by, None)
    removed, _ = MachineKey.objects.for_school(machine.school_id).filter(machine=machine).delete()
    if not removed:
        raise RuleBroken("Cette machine n’a pas d’adresse à elle.")
    journal.noted(machine, by=by, verb="equipment.machine_key_taken_back")


def waiting_keys(machine: Machine) -> list[MachineKey]:
    """The secrets that say to be this machine's, oldest first; nobody answered yet."""
    mine = MachineKey.objects.for_school(machine.school_id).filter(claims=machine)
    return list(mine.order_by("made_at", "pk")[:MOST_SHOWN])


def _claim(machine: Machine, key: str) -> MachineKey:
    mine = MachineKey.objects.for_school(machine.school_id).filter(claims=machine)
    claim = mine.filter(pk=int(key)).first() if is_id(key) else None
    if claim is None:
        raise RuleBroken(DECIDED)
    return claim


@transaction.atomic
def confirm_key(machine: Machine, key: str, *, by: Actor) -> None:
    """« C’est bien cette machine » : from now on it alone speaks for it; other claims are void."""
    machine = Machine.objects.for_school(machine.school_id).locked(machine.pk)
    require(policies.manage_access, by, None)
    claim = _claim(machine, key)
    if key_of(machine) is not None:
        raise RuleBroken("Cette machine a déjà sa propre adresse.")
    rows = MachineKey.objects.for_school(machine.school_id)
    rows.filter(pk=claim.pk).update(machine=machine, claims=None)
    rows.filter(claims=machine).delete()
    journal.noted(machine, by=by, verb="equipment.machine_key_confirmed")


@transaction.atomic
def refuse_key(machine: Machine, key: str, *, by: Actor) -> None:
    """« Non » : this secret opens nothing any more."""
    machine = Machine.objects.for_school(machine.school_id).locked(machine.pk)
    require(policies.manage_access, by, None)
    _claim(machine, key).delete()
    journal.noted(machine, by=by, verb="equipment.machine_key_refused")


@transaction.atomic
def let_scan(machine: Machine, is_allowed: bool, *, by: Actor) -> None:
    """Whether this machine also reports the printers and switches of its network."""
    machine = Machine.objects.for_school(machine.school_id).locked(machine.pk)
    require(policies.manage_access, by, None)
    MachineKey.objects.for_school(machine.school_id).filter(machine=machine).update(scans_network=is_allowed)
    journal.noted(machine, by=by, verb="equipment.machine_scan_chosen", scans=is_allowed)


def key_of(machine: Machine) -> MachineKey | None:
    return MachineKey.objects.for_school(machine.school_id).filter(machine=machine).first()
