"""Which request comes first?

The teacher chooses one of three words; how far the trouble reaches gives the impact; the matrix
stays inside (GLPI's default values, `domain.md` § 4.3, priorities 1 to 5). The day's list is ordered
by what matters to people, not by that number alone.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum

from fanal.helpdesk.rules.codes import State, Urgency, WaitingFor

MATRIX = {
    1: (1, 1, 2, 2, 2),
    2: (1, 2, 2, 3, 3),
    3: (2, 2, 3, 4, 4),
    4: (2, 3, 4, 4, 5),
    5: (2, 3, 4, 5, 5),
}
URGENCY = {Urgency.BLOCKED: 5, Urgency.ANNOYING: 3, Urgency.CAN_WAIT: 1}


class Reach(IntEnum):
    """How many people the trouble reaches: GLPI's impact."""

    ONE_PERSON = 2
    ONE_ROOM = 3
    SEVERAL_ROOMS = 4
    WHOLE_SCHOOL = 5


def priority(urgency: Urgency, reach: Reach = Reach.ONE_ROOM) -> int:
    """1 (lowest) to 5 (highest)."""
    return MATRIX[URGENCY[urgency]][reach - 1]


class Group(IntEnum):
    """The headings of the day's list, in their order."""

    BLOCKS_A_LESSON = 0
    LATE = 1
    TO_ANSWER = 2
    IN_HAND = 3
    WAITING = 4
    TO_CONFIRM = 5
    CLOSED = 6

    @property
    def title(self) -> str:
        return TITLES[self]


TITLES = {
    Group.BLOCKS_A_LESSON: "Un cours est bloqué aujourd’hui",
    Group.LATE: "Une promesse est dépassée",
    Group.TO_ANSWER: "Quelqu’un attend votre réponse",
    Group.IN_HAND: "En cours",
    Group.WAITING: "En attente d’un autre",
    Group.TO_CONFIRM: "À confirmer par le demandeur",
    Group.CLOSED: "Terminées",
}


@dataclass(frozen=True)
class Line:
    """What the order of the day needs to know of one request.

    `days_late`: working days past what was promised, by us or by the one waited for.
    `unanswered_since`: the last word of the requester that nobody has answered.
    """

    state: State
    urgency: Urgency
    asked_at: datetime
    lesson_today: bool = False
    days_late: int = 0
    unanswered_since: datetime | None = None
    waiting_for: WaitingFor | None = None
    reach: Reach = Reach.ONE_ROOM


def group(line: Line) -> Group:
    if line.state is State.CLOSED:
        return Group.CLOSED
    if line.unanswered_since is None and line.state is State.SOLVED:
        return Group.TO_CONFIRM
    if line.urgency is Urgency.BLOCKED and line.lesson_today and line.state is not State.SOLVED:
        return Group.BLOCKS_A_LESSON
    if line.days_late > 0:
        return Group.LATE
    if line.state is State.SENT or line.unanswered_since is not None:
        return Group.TO_ANSWER
    return Group.WAITING if line.state is State.WAITING else Group.IN_HAND


def order_key(line: Line) -> tuple[int, int, int, float]:
    """Sort ascending: heading, then lateness, priority, and the oldest first."""
    since = line.unanswered_since or line.asked_at
    return (group(line), -line.days_late, -priority(line.urgency, line.reach), since.timestamp())
