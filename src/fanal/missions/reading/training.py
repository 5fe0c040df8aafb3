"""What the page of training shows: one's own lines and their sums; to the management, shared sums alone."""

from collections import defaultdict
from dataclasses import dataclass

from fanal.accounts.models import Person
from fanal.accounts.models.member import Member
from fanal.accounts.rules.years import SchoolYear
from fanal.missions.models import OwnTraining
from fanal.missions.models.training import OwnTrainingQuerySet
from fanal.missions.rules.training import TrainingSum, sums

COUNTED = ("way", "minutes", "people")


@dataclass(frozen=True)
class Shared:
    person: Person
    sums: list[TrainingSum]


def lines_of(member: Member, year: SchoolYear) -> OwnTrainingQuerySet:
    return OwnTraining.objects.visible_to(member).in_year(year).order_by("-day", "-pk")


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
