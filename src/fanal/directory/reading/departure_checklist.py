"""The checklist of somebody who leaves or arrives: its lines, what is left, what is quiet."""

from dataclasses import dataclass, field
from typing import Any

from fanal.core.people.arrivals_departures import DEPARTURE
from fanal.core.text.french import first_named
from fanal.directory.models import ChecklistTick
from fanal.directory.rules.arrivals_departures import Situation

SHOWN = 6  # rows of a check named on a sheet


@dataclass(frozen=True)
class ChecklistLine:
    """One line of a sheet. `entries`: what an app sees; `tick`: who said it is done."""

    code: str
    label: str
    who: str
    is_done: bool
    entries: list[str] = field(default_factory=list)
    detail: str = ""
    url: str = ""
    is_step: bool = False
    closes: bool = False
    is_held: bool = False
    tick: ChecklistTick | None = None

    @property
    def summary(self) -> str:
        return first_named(self.entries, SHOWN)


@dataclass(frozen=True)
class DepartureChecklist:
    """What is to be done for one person or pupil, and what is done."""

    sheet: str
    of: str
    thing: Any
    why: str
    tone: str
    lines: list[ChecklistLine]
    is_closed: bool
    situation: Situation

    @property
    def remaining(self) -> int:
        return sum(not line.is_done for line in self.lines)

    @property
    def visible_lines(self) -> list[ChecklistLine]:
        """What remains first, then what is done; what was never due is told apart (`quiet`)."""
        lines = [line for line in self.lines if line not in self.quiet]
        return sorted(lines, key=lambda line: line.is_done)

    @property
    def quiet(self) -> list[ChecklistLine]:
        """What an app looked for at a departure, and did not find."""
        return [line for line in self.lines if line.is_done and not line.is_step and self.sheet == DEPARTURE]

    @property
    def held(self) -> list[str]:
        """What of the school is still in these hands."""
        return [words for line in self.lines if line.is_held for words in line.entries]
