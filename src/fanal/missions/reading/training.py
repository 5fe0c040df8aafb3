"""What the page of training shows: one's own lines and their sums; to the management, shared sums alone."""

from collections import defaultdict
from dataclasses import dataclass

from fanal.accounts.models import Person
from fanal.accounts.models.member import Member
from fanal.accounts.reading.attended_training import AttendedTraining, attended_by
from fanal.accounts.rules.years import SchoolYear
from fanal.missions.models import OwnTraining
from fanal.missions.models.training import OwnTrainingQuerySet
from fanal.missions.rules.training import LONGEST, DurationUnit, TrainingSum, Way, sums

COUNTED = ("way", "minutes", "people")


@dataclass(frozen=True)
class Shared:
    person: Person
    sums: list[TrainingSum]


def lines_of(member: Member, year: SchoolYear) -> OwnTrainingQuerySet:
    return OwnTraining.objects.visible_to(member).in_year(year).order_by("-day", "-pk")


def not_yet_noted(member: Member, year: SchoolYear) -> list[AttendedTraining]:
    """What Fanal knows that they followed or gave, and that their list does not say: by title and day."""
    if member.person is None:
        return []
    noted = set(lines_of(member, year).values_list("title", "day"))
    rows = attended_by(member.person, year.starts_on, year.ends_on)
    return [row for row in rows if (row.title, row.day) not in noted]


def proposed_line(row: AttendedTraining) -> dict[str, object]:
    """What the form proposes of it, to be corrected."""
    return {
        "way": Way.GIVEN if row.is_given else Way.RECEIVED,
        "title": row.title,
        "day": row.day,
        "amount": min(row.minutes, LONGEST),
        "unit": DurationUnit.MINUTES,
        "organiser": row.organiser,
        "people": row.people,
    }


def sums_of(member: Member, year: SchoolYear) -> list[TrainingSum]:
    return sums(lines_of(member, year).values_list(*COUNTED))


def shared_in(member: Member, year: SchoolYear) -> list[Shared]:
    """By person, what they agreed to have counted: no title, no day, no organiser."""
    rows = OwnTraining.objects.for_school(member.school).in_year(year).filter(is_shared=True)
    lines: dict[int, list[tuple[str, int, int | None]]] = defaultdict(list)
    for who, *counted in rows.values_list("person_id", *COUNTED):
        lines[who].append((counted[0], counted[1], counted[2]))
    if not lines:
        return []
    people = Person.objects.for_school(member.school).filter(pk__in=lines).by_name()
    return [Shared(person, sums(lines[person.pk])) for person in people]
