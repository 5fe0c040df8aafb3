"""What rooms know of the trainings that somebody followed or gave (`ATTENDED_TRAINING`)."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from fanal.accounts.models import Person
from fanal.core.registry import Kind, registered

# (person, first, last day)
ATTENDED_TRAINING: "Kind[Callable[[Person, date, date], list[AttendedTraining]]]" = Kind("attended training")


@dataclass(frozen=True)
class AttendedTraining:
    """One training of one person; `people`: how many were there, of one that they gave."""

    key: str
    title: str
    day: date
    minutes: int
    is_given: bool
    organiser: str = ""
    people: int | None = None


def attended_by(person: Person, first: date, last: date) -> list[AttendedTraining]:
    """Those between two days, both included, the latest first."""
    offers: Iterable[list[AttendedTraining]] = (
        offer(person, first, last) for offer in registered(ATTENDED_TRAINING)
    )
    return sorted(
        (one for offer in offers for one in offer), key=lambda one: (one.day, one.key), reverse=True
    )
