"""What follows from the scans of a campaign, room by room: found, missing, seen elsewhere, unknown?

A machine is where it was seen last: two people may scan it in two rooms, and the later hour wins. What is
expected in a room is what its record says at this moment, so that a machine that is moved there counts there.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True)
class SeenMachine:
    """One scan that designates a machine: which, in which room, at what hour."""

    scan: int
    machine: int
    room: int
    at: datetime


@dataclass
class RoomProgress:
    """One room: keys of machines, but for `from_elsewhere`, `left` (scans) and `unknown` (how many)."""

    found: list[int] = field(default_factory=list)
    missing: list[int] = field(default_factory=list)
    lent: list[int] = field(default_factory=list)  # not seen, and not to be seen: somebody has them
    seen_elsewhere: list[int] = field(default_factory=list)
    from_elsewhere: list[int] = field(default_factory=list)
    left: list[int] = field(default_factory=list)  # of machines that have left the inventory
    unknown: int = 0
    is_visited: bool = False

    @property
    def expected(self) -> int:
        return len(self.found) + len(self.missing) + len(self.lent) + len(self.seen_elsewhere)

    @property
    def is_done(self) -> bool:
        """Nothing is left to do in it: all that was expected was seen, here or elsewhere."""
        return not self.missing and (self.is_visited or not self.expected)


def last_seen(seen: Iterable[SeenMachine]) -> dict[int, SeenMachine]:
    """Each machine where it was seen last; of two scans of one instant, the one that came last."""
    latest: dict[int, SeenMachine] = {}
    for scan in sorted(seen, key=lambda scan: (scan.at, scan.scan)):
        latest[scan.machine] = scan
    return latest


def progress_of(
    rooms: Collection[int],
    expected: Mapping[int, int],
    seen: Iterable[SeenMachine],
    unknown: Iterable[int],
    left: Collection[int] = (),
    lent: Collection[int] = (),
) -> dict[int, RoomProgress]:
    """Each room of the campaign. `expected`: machine to its room; `unknown`: the rooms of unknown labels;
    `left`: the machines that have left the inventory; `lent`: those that somebody has.
    """
    rows = {room: RoomProgress() for room in rooms}
    latest = last_seen(seen)
    for machine, room in expected.items():
        scan = latest.get(machine)
        if scan is None:
            (rows[room].lent if machine in lent else rows[room].missing).append(machine)
        elif scan.room == room:
            rows[room].found.append(machine)
        else:
            rows[room].seen_elsewhere.append(machine)
    for scan in latest.values():
        rows[scan.room].is_visited = True
        if scan.machine in left:
            rows[scan.room].left.append(scan.scan)
        elif expected.get(scan.machine) != scan.room:
            rows[scan.room].from_elsewhere.append(scan.scan)
    for room in unknown:
        rows[room].unknown += 1
        rows[room].is_visited = True
    return rows
