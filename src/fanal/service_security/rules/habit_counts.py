"""How many services keep each habit: counts, what is left of the others, and no mark. Pure."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from fanal.core.text.french import counted
from fanal.service_security.rules.checklist import CHECKLIST, Habit
from fanal.service_security.rules.habit_facts import HabitAnswer
from fanal.service_security.rules.habits import HabitRow


@dataclass(frozen=True)
class HabitCount:
    """« 9 services sur 12 » keep this habit, and what is left of the others."""

    habit: Habit
    kept: int
    services: int
    left: str

    @property
    def words(self) -> str:
        return f"{counted(self.kept, 'service')} sur {self.services}"


def counts_of(services: Iterable[list[HabitRow]]) -> list[HabitCount]:
    """By habit, in the order of the checklist."""
    rows = list(services)
    counts = Counter((line.habit.code, line.answer) for lines in rows for line in lines)
    parts = (
        (HabitAnswer.NO, "à faire"),
        (HabitAnswer.UNKNOWN, "à dire"),
        (HabitAnswer.NEVER, "où cela ne se peut pas"),
    )
    return [
        HabitCount(
            habit,
            counts[habit.code, HabitAnswer.YES],
            len(rows),
            ", ".join(
                f"{counts[habit.code, answer]} {words}"
                for answer, words in parts
                if counts[habit.code, answer]
            ),
        )
        for habit in CHECKLIST
    ]
