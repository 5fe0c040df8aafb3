"""Which known machine is this report about, and why?

By serial, then UUID, then MAC address, then the agent's identifier; placeholders are ignored first.
Never by name alone: a rename creates nothing, a same name proves nothing. When two machines answer,
or when two identifiers disagree, a human decides (« à vérifier »).
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from fanal.core.text.words import fold
from fanal.equipment.rules.serials import useful_mac, useful_serial, useful_uuid


@dataclass(frozen=True)
class MachineIdentity:
    """What tells one machine from another; build it with `identity`, which drops placeholders."""

    serial: str = ""
    uuid: str = ""
    macs: frozenset[str] = frozenset()
    device_id: str = ""
    name: str = ""


def identity(
    *, serial: str = "", uuid: str = "", macs: Iterable[str] = (), device_id: str = "", name: str = ""
) -> MachineIdentity:
    """Keep only what identifies: no placeholder, one spelling."""
    return MachineIdentity(
        serial=useful_serial(serial),
        uuid=useful_uuid(uuid),
        macs=frozenset(mac for raw in macs if (mac := useful_mac(raw))),
        device_id=device_id.strip(),
        name=name.strip(),
    )


@dataclass(frozen=True)
class KnownMachine:
    """A machine of the school and its identity. `key` is the caller's own."""

    key: int
    identity: MachineIdentity


class MatchOutcome(StrEnum):
    FOUND = "found"
    NEW = "new"
    TO_CHECK = "to_check"


@dataclass(frozen=True)
class Match:
    """The answer: one machine, none, or several for a human; `why` is shown on the page."""

    outcome: MatchOutcome
    key: int | None
    why: tuple[str, ...]
    candidates: tuple[int, ...] = ()


def agreements(incoming: MachineIdentity, other: MachineIdentity) -> tuple[str, ...]:
    """Why these two may be one machine, strongest first."""
    reasons = []
    if incoming.serial and incoming.serial == other.serial:
        reasons.append(f"même numéro de série ({incoming.serial})")
    if incoming.uuid and incoming.uuid == other.uuid:
        reasons.append("même identifiant matériel (UUID)")
    if shared := sorted(incoming.macs & other.macs):
        reasons.append(f"même adresse réseau ({shared[0]})")
    if incoming.device_id and incoming.device_id == other.device_id:
        reasons.append(f"même identifiant d’agent ({incoming.device_id})")
    return tuple(reasons)


def disagreements(incoming: MachineIdentity, other: MachineIdentity) -> tuple[str, ...]:
    """Why these two may be two machines."""
    reasons = []
    if incoming.serial and other.serial and incoming.serial != other.serial:
        reasons.append(f"numéros de série différents ({other.serial} et {incoming.serial})")
    if incoming.uuid and other.uuid and incoming.uuid != other.uuid:
        reasons.append("identifiants matériels (UUID) différents")
    return tuple(reasons)


def _same_serial(incoming: MachineIdentity, other: MachineIdentity) -> bool:
    return bool(incoming.serial) and incoming.serial == other.serial


def _same_uuid(incoming: MachineIdentity, other: MachineIdentity) -> bool:
    return bool(incoming.uuid) and incoming.uuid == other.uuid


def _same_mac(incoming: MachineIdentity, other: MachineIdentity) -> bool:
    # A dock or a USB adapter lends its address to every machine: different serials outweigh it.
    return bool(incoming.macs & other.macs) and not disagreements(incoming, other)


def _same_agent(incoming: MachineIdentity, other: MachineIdentity) -> bool:
    # A cloned disk carries its agent's identifier along: different hardware outweighs it.
    same = bool(incoming.device_id) and incoming.device_id == other.device_id
    return same and not disagreements(incoming, other)


STEPS: tuple[Callable[[MachineIdentity, MachineIdentity], bool], ...] = (
    _same_serial,
    _same_uuid,
    _same_mac,
    _same_agent,
)


def _several(machines: Sequence[KnownMachine], incoming: MachineIdentity) -> Match:
    reason = agreements(incoming, machines[0].identity)[0]
    why = (f"{len(machines)} équipements répondent : {reason}", "à vérifier par une personne")
    return Match(MatchOutcome.TO_CHECK, None, why, tuple(machine.key for machine in machines))


def _single(machine: KnownMachine, incoming: MachineIdentity) -> Match:
    agreed = agreements(incoming, machine.identity)
    against = disagreements(incoming, machine.identity)
    if against:
        return Match(
            MatchOutcome.TO_CHECK, None, (*agreed, *(f"mais {no}" for no in against)), (machine.key,)
        )
    return Match(MatchOutcome.FOUND, machine.key, agreed)


def match(incoming: MachineIdentity, known_machines: Iterable[KnownMachine]) -> Match:
    """The known machine that reported, with its reasons in French."""
    machines = list(known_machines)
    for is_same in STEPS:
        same = [machine for machine in machines if is_same(incoming, machine.identity)]
        if same:
            return _single(same[0], incoming) if len(same) == 1 else _several(same, incoming)
    namesakes = tuple(
        machine.key
        for machine in machines
        if incoming.name and fold(machine.identity.name) == fold(incoming.name)
    )
    if not (incoming.serial or incoming.uuid or incoming.macs or incoming.device_id):
        return Match(MatchOutcome.TO_CHECK, None, ("aucun identifiant utilisable",), namesakes)
    if namesakes:
        return Match(
            MatchOutcome.NEW, None, ("un autre équipement porte le même nom, cela ne prouve rien",), namesakes
        )
    return Match(MatchOutcome.NEW, None, ("aucun équipement connu n’a ces identifiants",))
