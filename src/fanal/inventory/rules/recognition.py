"""Which of the school's machines sends this report, once `matching` has spoken?

When several answer, one that nothing contradicts is the machine itself; between two such, the one whose
agent it is. Otherwise a human decides.
"""

from collections.abc import Sequence

from fanal.inventory.rules.matching import (
    KnownMachine,
    MachineIdentity,
    Match,
    MatchOutcome,
    agreements,
    disagreements,
    match,
)


def confirms(incoming: MachineIdentity, identity: MachineIdentity) -> bool:
    """The same agent on the same hardware, nothing new: no need to look any further."""
    return (
        incoming.device_id == identity.device_id
        and incoming.serial in {"", identity.serial}
        and incoming.uuid in {"", identity.uuid}
        and incoming.macs <= identity.macs
    )


def _recognised(machine: KnownMachine, incoming: MachineIdentity) -> Match:
    return Match(MatchOutcome.FOUND, machine.key, agreements(incoming, machine.identity))


def recognise(incoming: MachineIdentity, machines: Sequence[KnownMachine]) -> Match:
    """`matching.match`, with doubts settled where the report itself settles them."""
    answer = match(incoming, machines)
    if answer.outcome is not MatchOutcome.TO_CHECK:
        return answer
    alike = [machine for machine in machines if agreements(incoming, machine.identity)]
    certain = [machine for machine in alike if not disagreements(incoming, machine.identity)]
    if len(certain) > 1:
        certain = [machine for machine in certain if machine.identity.device_id == incoming.device_id]
    return _recognised(certain[0], incoming) if len(certain) == 1 else answer


def enriched(kept: MachineIdentity, incoming: MachineIdentity, *, replaces_macs: bool) -> MachineIdentity:
    """The identity after this report: what it does not tell is kept."""
    return MachineIdentity(
        serial=incoming.serial or kept.serial,
        uuid=incoming.uuid or kept.uuid,
        macs=incoming.macs if replaces_macs and incoming.macs else kept.macs | incoming.macs,
        device_id=incoming.device_id,
        name=incoming.name or kept.name,
    )
