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


def confirms(incoming: MachineIdentity, known: MachineIdentity) -> bool:
    """The same agent on the same hardware, nothing new: no need to look any further."""
    return (
        incoming.device_id == known.device_id
        and incoming.serial in {"", known.serial}
        and incoming.uuid in {"", known.uuid}
        and incoming.macs <= known.macs
    )


def _found(known: KnownMachine, incoming: MachineIdentity) -> Match:
    return Match(MatchOutcome.FOUND, known.key, agreements(incoming, known.identity))


def recognise(incoming: MachineIdentity, machines: Sequence[KnownMachine]) -> Match:
    """`matching.match`, with doubts settled where the report itself settles them."""
    answer = match(incoming, machines)
    if answer.outcome is not MatchOutcome.TO_CHECK:
        return answer
    alike = [known for known in machines if agreements(incoming, known.identity)]
    certain = [known for known in alike if not disagreements(incoming, known.identity)]
    if len(certain) > 1:
        certain = [known for known in certain if known.identity.device_id == incoming.device_id]
    return _found(certain[0], incoming) if len(certain) == 1 else answer


def enriched(known: MachineIdentity, incoming: MachineIdentity, *, replaces_macs: bool) -> MachineIdentity:
    """The identity after this report: what it does not tell is kept."""
    return MachineIdentity(
        serial=incoming.serial or known.serial,
        uuid=incoming.uuid or known.uuid,
        macs=incoming.macs if replaces_macs and incoming.macs else known.macs | incoming.macs,
        device_id=incoming.device_id,
        name=incoming.name or known.name,
    )
