"""Who has a room or a machine over some time, whatever for: a booking, a loan, the trolley it lies in."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Exists, OuterRef, Q

from fanal.accounts.models import Person, School
from fanal.equipment.models import Custody, Equipment, Room
from fanal.equipment.models.custody import CustodyQuerySet


def is_lent(equipment: Equipment) -> bool:
    return Custody.objects.for_school(equipment.school_id).lent().filter(equipment=equipment).exists()


def lent_out(equipment: str) -> Exists:
    """Whether the machine under this path of a query is lent: it works, and is not there."""
    here = Custody.objects.for_school(OuterRef("school_id"))
    return Exists(here.lent().filter(equipment=OuterRef(equipment)))


def count_out(school: School, numbers: Iterable[int]) -> int:
    """How many of these are lent, or in somebody's keeping."""
    rows = Equipment.objects.for_school(school).filter(number__in=numbers)
    return rows.filter(Q(holder__isnull=False) | Q(lent_out("pk"))).count()


def in_the_hands_of(person: Person) -> Q:
    """The machines that this person has: by their records, or by a loan that runs, what is kept in it too."""
    of_a_loan = Q(person=person) | Q(within__person=person)
    lent = Custody.objects.for_school(person.school_id).lent().filter(of_a_loan, equipment__isnull=False)
    return Q(holder=person) | Q(pk__in=lent.values("equipment"))


def custodies_of(thing: Room | Equipment, starts: datetime, ends: datetime) -> CustodyQuerySet:
    """Those that hold it between these moments, the earliest first."""
    where = {"room" if isinstance(thing, Room) else "equipment": thing}
    rows = Custody.objects.for_school(thing.school_id).held().filter(**where)
    return rows.over(starts, ends).order_by("span")
