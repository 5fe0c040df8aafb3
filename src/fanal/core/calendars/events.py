"""What is read of a calendar from outside. Pure."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class DatedEvent:
    """One time that an event takes place. `rank`: of its event in the file, from 1.

    `starts` and `ends` are aware.
    """

    rank: int
    title: str
    place: str
    note: str
    starts: datetime
    ends: datetime
