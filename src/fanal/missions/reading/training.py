"""What the page of training shows: one's own lines and their sums; to the management, shared sums alone."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from fanal.accounts.models import Person
from fanal.accounts.models.member import Member
from fanal.accounts.reading.attended_training import AttendedTraining, attended_by
from fanal.missions.models import OwnTraining
from fanal.missions.models.training import OwnTrainingQuerySet
from fanal.missions.rules.training import LONGEST, DurationUnit, TrainingSum, Way, sums
from fanal.year.rules.years import SchoolYear

COUNTED = ("way", "minutes", "people")


@dataclass(frozen=True)
class SharedTraining:
    """What one person agreed to have counted."""

    person: Person
    sums: list[TrainingSum]


def lines_of(member: Member, year: SchoolYear) -> OwnTrainingQuerySet:
    return OwnTraining.objects.visible_to(member).in_year(year).order_by("-day", "-pk")


def not_yet_noted(member: Member, year: SchoolYear, lines: Iterable[OwnTraining]) -> list[AttendedTraining]:
    """List what Fanal knows that they followed or gave and `lines` do not say, by title and day."""
    if member.person is None:
        return []
    noted = {(line.title, line.day) for line in lines}
    rows = attended_by(member.person, year.starts_on, year.ends_on)
    return [row for row in rows if (row.title, row.day) not in noted]


def proposed_line(row: AttendedTraining) -> dict[str, object]:
    """Say what the form proposes of it, to be corrected."""
    return {
        "way": Way.GIVEN if row.is_given else Way.RECEIVED,
        "title": row.title,
        "day": row.day,
        "amount": min(row.minutes, LONGEST),
        "unit": DurationUnit.MINUTES,
        "organiser": row.organiser,
        "people": row.people,
    }


def sums_of(lines: Iterable[OwnTraining]) -> list[TrainingSum]:
    return sums((line.way, line.minutes, line.people) for line in lines)


def shared_in(member: Member, year: SchoolYear) -> list[SharedTraining]:
    """Sum what each person shares: no title, no day, no organiser."""
    rows = OwnTraining.objects.for_school(member.school).in_year(year).filter(is_shared=True)
    lines: dict[int, list[tuple[str, int, int | None]]] = defaultdict(list)
    for who, *counted in rows.values_list("person_id", *COUNTED):
        lines[who].append((counted[0], counted[1], counted[2]))
    if not lines:
        return []
    people = Person.objects.for_school(member.school).filter(pk__in=lines).by_name()
    return [SharedTraining(person, sums(lines[person.pk])) for person in people]
