"""What is left of a lesson of the timetable where somebody has booked a part of its time?"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from fanal.timetable.rules.timetable import BREATH

SHORTEST = timedelta(minutes=BREATH)  # less is a break between two periods, not a lesson

type Stretch = tuple[datetime, datetime]


def free_parts(lesson: Stretch, held: Iterable[Stretch]) -> list[Stretch]:
    """The parts of its time that nobody has: the whole of it, some, or none.

    `held`: what others have, at any time, in any order.
    """
    over = sorted((since, until) for since, until in held if since < lesson[1] and until > lesson[0])
    if not over:
        return [lesson]
    parts, (starts, ends) = list[Stretch](), lesson
    for since, until in over:
        if since - starts >= SHORTEST:
            parts.append((starts, since))
        starts = max(starts, until)
    if ends - starts >= SHORTEST:
        parts.append((starts, ends))
    return parts
