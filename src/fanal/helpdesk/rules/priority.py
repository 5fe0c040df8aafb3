"""How urgent is a request, and so how soon is it due?

The teacher chooses one of three words; how far the trouble reaches gives the impact; the matrix
stays inside (GLPI's default values, priorities 1 to 5: `docs/domain/requests.md`, « The priority matrix »)
and gives the promised day. The day's list is ordered by what matters to people
(`querysets.by_what_matters`), not by that number.
"""

from enum import IntEnum

from fanal.helpdesk.rules.codes import Urgency

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


class Rank(IntEnum):
    """In which order the day's list says what there is to do."""

    BLOCKED = 0
    WAIT_OVER = 1
    LATE = 2
    NEW = 3
    TAKEN_BLOCKED = 4
    RUNNING = 5

    @property
    def heading(self) -> str:
        """The heading that it stands under."""
        return HEADINGS[self]


HEADINGS = {
    Rank.BLOCKED: "Cours bloqué",
    Rank.WAIT_OVER: "En retard",
    Rank.LATE: "En retard",
    Rank.NEW: "Nouvelles",
    Rank.TAKEN_BLOCKED: "En cours",
    Rank.RUNNING: "En cours",
}


def priority(urgency: Urgency, reach: Reach = Reach.ONE_ROOM) -> int:
    """1 (lowest) to 5 (highest)."""
    return MATRIX[URGENCY[urgency]][reach - 1]
