"""Who answers requests these days, as an upper app knows it (`ANSWERING`): absences and hours.

The page that asks shows it without importing whoever keeps it. `(school, today) -> Answering`.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from fanal.accounts.models import School
from fanal.core.registry import Kind, registered

ANSWERING: "Kind[Callable[[School, date], Answering]]" = Kind("answering")  # who is there when


@dataclass
class Answering:
    """Sentences: « Mme Roux est absente jusqu’au 4 décembre : M. Petit répond. »; and who is there when.

    `absent`: the ids of those who are away.
    """

    absences: list[str] = field(default_factory=list)
    hours: list[str] = field(default_factory=list)
    absent: frozenset[int] = frozenset()


def answering_of(school: School, today: date) -> Answering:
    answering = Answering()
    for part in (make(school, today) for make in registered(ANSWERING)):
        answering.absences += part.absences
        answering.hours += part.hours
        answering.absent |= part.absent
    return answering
