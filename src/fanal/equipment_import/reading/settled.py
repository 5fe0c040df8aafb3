"""Which lines of a plan would rewrite what another room holds of a record? They are refused, as it says."""

from collections.abc import Iterable, Mapping

from fanal.core.imports.planned import Planned
from fanal.equipment.reading.record_uses import uses_of


def without_settled(school_id: int, lines: Iterable[Planned]) -> list[Planned]:
    """The same lines, in their order; nothing else of a refused line is written."""
    lines = list(lines)
    changes = {line.target: (line.after or {}).keys() for line in lines if line.effect == "changed"}
    settled = uses_of(school_id, {machine: names for machine, names in changes.items() if machine}).settled
    return [_refused(line, settled) for line in lines] if settled else lines


def _refused(line: Planned, settled: Mapping[int, str]) -> Planned:
    why = settled.get(line.target or 0)
    return Planned(line.line, "refused", reasons=[why]) if why and line.effect == "changed" else line
