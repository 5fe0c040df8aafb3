"""Who answers requests these days, as an upper app knows it (`core.registry.ANSWERING`): absences and hours.

The page that asks shows it without importing whoever keeps it. `(school, today) -> Answering`, one question.
"""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from fanal.accounts.models import School
from fanal.core.registry import ANSWERING, registered


@dataclass
class Answering:
    """Sentences: « Mme Roux est absente jusqu’au 4 décembre : M. Petit répond. »; and who is there when.

    `states`: what holds of the online services, when the same question brought it.
    """

    absences: list[str] = field(default_factory=list)
    hours: list[str] = field(default_factory=list)
    states: list[dict[str, Any]] | None = None


def answering_of(school: School, today: date) -> Answering:
    answering = Answering()
    for part in (make(school, today) for make in registered(ANSWERING)):
        answering.absences += part.absences
        answering.hours += part.hours
        answering.states = part.states if answering.states is None else answering.states
    return answering
