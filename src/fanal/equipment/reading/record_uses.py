"""Who else holds what a record says: a list that waits for its decision, an agreement that was signed?"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field

from fanal.core.registry import Kind, registered

# (school id, {machine id: fields})
RECORD_USES: "Kind[Callable[[int, Mapping[int, Collection[str]]], RecordUses]]" = Kind("record uses")


@dataclass(frozen=True)
class RecordUses:
    """`settled`: by machine, why its record keeps what it says. `notes`: what the change leaves as it is."""

    settled: Mapping[int, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()


def uses_of(school_id: int, changes: Mapping[int, Collection[str]]) -> RecordUses:
    """What the other rooms say of these changes: the names of the fields that change, by machine."""
    if not changes:
        return RecordUses()
    offered: list[RecordUses] = [offer(school_id, changes) for offer in registered(RECORD_USES)]
    settled = {machine: why for uses in offered for machine, why in uses.settled.items()}
    return RecordUses(settled, tuple(note for uses in offered for note in uses.notes))
