"""Requests that end at the same wall every time: a part each day, all in as many days as there are parts."""

from collections.abc import Sequence
from datetime import date

PARTS = 10


def due_on[Thing](day: date, things: Sequence[Thing]) -> list[Thing]:
    """A tenth of these, another each day: ten days that follow each other have all of them, none twice."""
    return list(things[day.toordinal() % PARTS :: PARTS])
