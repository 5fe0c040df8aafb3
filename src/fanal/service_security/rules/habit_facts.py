"""What is known of the habits of a service: what somebody said, what was measured. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from fanal.core.labelled import Labelled
from fanal.core.text.french import counted
from fanal.service_security.rules.checklist import Habit

FRESH = timedelta(days=365)


class HabitAnswer(Labelled):
    """What is known of one habit for one service."""

    YES = "yes", "Oui"
    NO = "no", "Non"
    NEVER = "never", "Sans objet"
    UNKNOWN = "unknown", "On ne sait pas"


def answers_to(habit: Habit) -> list[HabitAnswer]:
    """What somebody may answer: where Fanal sees the rest, only that it cannot be."""
    return [HabitAnswer.NEVER, HabitAnswer.UNKNOWN] if habit.only_never else list(HabitAnswer)


@dataclass(frozen=True)
class HabitStatement:
    """What somebody answered, and when."""

    answer: HabitAnswer
    said_on: date
    note: str = ""

    def is_fresh(self, today: date) -> bool:
        """An answer of a year ago is no longer one."""
        return self.answer != HabitAnswer.UNKNOWN and today - self.said_on < FRESH


@dataclass(frozen=True)
class Reviewed:
    """What the last review of accesses of a service found: of its rights, who proves it twice."""

    done_on: date
    proven: int = 0
    bare: int = 0
    never: int = 0
    unsaid: int = 0

    @property
    def factor(self) -> HabitStatement | None:
        """As an answer of that day; nothing when the review did not say it of everybody."""
        if self.bare:
            who = counted(self.bare, "administrateur", "administrateurs")
            return HabitStatement(HabitAnswer.NO, self.done_on, f"{who} sans double authentification")
        if self.unsaid or not (self.proven or self.never):
            return None
        return HabitStatement(HabitAnswer.YES if self.proven else HabitAnswer.NEVER, self.done_on)


@dataclass(frozen=True)
class Measured:
    """What Fanal knows by itself. `tells`: the kinds of differences that the last list could tell."""

    compared_on: date | None = None
    tells: frozenset[str] = frozenset()
    open: Mapping[str, int] = field(default_factory=dict)
    acts: int = 0
    has_sheet: bool = False
    owner: str = ""
    review: Reviewed | None = None

    def is_recent(self, today: date) -> bool:
        return self.compared_on is not None and today - self.compared_on < FRESH
