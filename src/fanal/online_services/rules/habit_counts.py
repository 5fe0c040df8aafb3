"""How many services keep each habit: counts, what is left of the others, and no mark. Pure."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from fanal.accounts.rules.french import counted
from fanal.online_services.rules.checklist import CHECKLIST, Habit
from fanal.online_services.rules.habit_facts import Answer
from fanal.online_services.rules.habits import Line


@dataclass(frozen=True)
class Count:
    """« 9 services sur 12 » keep this habit, and what is left of the others."""

    habit: Habit
    kept: int
    services: int
    left: str

    @property
    def words(self) -> str:
        return f"{counted(self.kept, 'service')} sur {self.services}"


def counts_of(services: Iterable[list[Line]]) -> list[Count]:
    """By habit, in the order of the checklist."""
    rows = list(services)
    found = Counter((line.habit.code, line.answer) for lines in rows for line in lines)
    parts = ((Answer.NO, "à faire"), (Answer.UNKNOWN, "à dire"), (Answer.NEVER, "où cela ne se peut pas"))
    return [
        Count(
            habit, found[habit.code, Answer.YES], len(rows),
            ", ".join(f"{found[habit.code, one]} {words}" for one, words in parts if found[habit.code, one]),
        )
        for habit in CHECKLIST
    ]  # fmt: skip
