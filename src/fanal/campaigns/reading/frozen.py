"""What the page of a closed campaign shows: its report, counted again from the rows that were frozen."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from fanal.campaigns.reading.report import ELSEWHERE, FOUND, HERE, LEFT, LENT, MISSING, MOVED, UNKNOWN
from fanal.core.text.french import counted

PLACE, RESULT = slice(0, 2), 6  # of a row, as `report.HEADERS` names them


@dataclass
class FrozenRoom:
    """How many rows of each result one room had."""

    name: str
    counts: dict[str, int] = field(default_factory=dict)

    def _of(self, *results: str) -> int:
        return sum(self.counts.get(result, 0) for result in results)

    @property
    def words(self) -> str:
        expected = self._of(FOUND, MOVED, MISSING, LENT, ELSEWHERE)
        return f"{self._of(FOUND, MOVED)} sur {expected}" if expected else "rien n’y était rangé"

    @property
    def surprises(self) -> str:
        """« 2 manquants, 1 d’ailleurs »: what somebody has to look at."""
        missing, away, unknown = self._of(MISSING), self._of(HERE), self._of(UNKNOWN)
        parts = [counted(missing, "manquant")] if missing else []
        if lent := self._of(LENT):
            parts.append(counted(lent, "prêté"))
        parts += [f"{away} d’ailleurs"] if away else []
        if left := self._of(LEFT):
            parts.append(f"{counted(left, 'sorti')} de l’inventaire")
        return ", ".join(parts + ([counted(unknown, "inconnu")] if unknown else []))

    @property
    def tone(self) -> str:
        return "waits" if self._of(MISSING) else "done"


def frozen_buildings(rows: Sequence[Sequence[str]]) -> dict[str, list[FrozenRoom]]:
    """Building to its rooms, in the order of the report; a room of which it says nothing is not there."""
    rooms: dict[tuple[str, ...], FrozenRoom] = {}
    for row in rows:
        room = rooms.setdefault(tuple(row[PLACE]), FrozenRoom(row[1]))
        room.counts[row[RESULT]] = room.counts.get(row[RESULT], 0) + 1
    buildings: dict[str, list[FrozenRoom]] = {}
    for (building, _), room in rooms.items():
        buildings.setdefault(building, []).append(room)
    return buildings
