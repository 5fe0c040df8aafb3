"""What is one proposed task made of? Pure."""

from dataclasses import dataclass

from fanal.accounts.rules.law import dated
from fanal.agenda.rules.codes import Activity, TaskCertainty, TaskOwner
from fanal.agenda.rules.due import Anchor, DueRule, Snap

MONDAY, TUESDAY = 0, 1
A_WEEK = 7
PRACTICE = "Usage, sans texte lu"
COLLEGE = ("college",)
LYCEES = ("lycee", "lycee_pro")


def source_line(source: str, certainty: TaskCertainty) -> str:
    """Where a task comes from and how sure that is; of practice, that it is one, and nobody's page."""
    words = source.rstrip(" .")
    return words if words == PRACTICE else f"{dated(words)} ({certainty.label})"


@dataclass(frozen=True)
class ProposedTask:
    """`kinds`: the kinds of schools it is for, all when empty. `certainty`: of the task and its time."""

    code: str
    title: str
    detail: str
    activity: Activity
    owner: TaskOwner
    rule: DueRule
    source: str = PRACTICE
    certainty: TaskCertainty = TaskCertainty.TO_CHECK
    kinds: tuple[str, ...] = ()
    remind_days: int = A_WEEK


def after(anchor: Anchor, days: int = 0) -> DueRule:
    """So many days after a landmark (before it when negative)."""
    return DueRule(anchor, days)


def on_the(anchor: Anchor, day: int) -> DueRule:
    """A day of the month of this anchor: `on_the(Anchor.M11, 20)` is 20 November."""
    return DueRule(anchor, day - 1)


def last_week_before(anchor: Anchor) -> DueRule:
    """The last Monday before a landmark: for the 1st of a month, the last week of the month before."""
    return DueRule(anchor, snap=Snap.LAST, weekday=MONDAY)
