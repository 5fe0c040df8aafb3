"""Are there enough machines for an exam, a Pix session, an evaluation? Counted at once, and again before."""

from dataclasses import dataclass
from datetime import timedelta

CHECKED_BEFORE = timedelta(days=7)  # « à J-7 »
MOST_CANDIDATES = 2000


@dataclass(frozen=True)
class Seats:
    """The machines of one room or case: those that work and are not lent, and all of them."""

    name: str
    working: int
    total: int


def missing(candidates: int, seats: list[Seats]) -> int:
    """How many machines are wanting."""
    return max(0, candidates - sum(one.working for one in seats))
