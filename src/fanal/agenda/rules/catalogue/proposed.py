"""What is one proposed task made of? Pure."""

from dataclasses import dataclass

from fanal.agenda.rules.codes import Activity, TaskCertainty, TaskOwner
from fanal.agenda.rules.due import Anchor, DueRule, Snap

MONDAY, TUESDAY = 0, 1
A_WEEK = 7
PRACTICE = "Usage des référents, aucune page officielle lue"
COLLEGE = ("college",)
LYCEES = ("lycee", "lycee_pro")


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
