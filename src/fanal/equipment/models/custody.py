"""Who has a room or a machine, and over which time: bookings and loans hold by the same rows (ADR 0062).

PostgreSQL refuses two custodies of one thing at one time: a booked trolley, a lent tablet and a machine in
repair never contradict each other.
"""

from datetime import datetime

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField
from django.db import models
from django.db.models import Q

from fanal.core.people.data_map import DataMap
from fanal.core.tenancy import SameSchool, SchoolOwned, SchoolOwnedQuerySet
from fanal.equipment.models.equipment import Equipment
from fanal.equipment.models.place import Room


class CustodyQuerySet(SchoolOwnedQuerySet):
    def held(self) -> "CustodyQuerySet":
        return self.filter(is_held=True)

    def whole(self) -> "CustodyQuerySet":
        """Of a thing in its own right, not of what is kept in another."""
        return self.filter(within__isnull=True)

    def over(self, starts: datetime, ends: datetime) -> "CustodyQuerySet":
        return self.filter(span__overlap=(starts, ends))

    def since(self, now: datetime) -> "CustodyQuerySet":
        """Those that are not over."""
        return self.filter(Q(span__endswith__gt=now) | Q(span__upper_inf=True))

    def lent(self) -> "CustodyQuerySet":
        """Those of a loan that runs: until they are given back, whatever the day they are due."""
        return self.held().filter(kind=Custody.Kind.LOAN, span__upper_inf=True)


class Custody(SchoolOwned):
    """One thing held by one person over one time. `within`: that of the trolley it is in, and leaves with.

    A loan has no end until the thing is given back: one that is late is still out.
    """

    class Kind(models.TextChoices):
        BOOKING = "booking", "Réservation"
        LESSON = "lesson", "Cours"
        LOAN = "loan", "Prêt"

    kind = models.CharField("nature", max_length=10, choices=Kind)
    room = models.ForeignKey(Room, models.PROTECT, null=True, related_name="custodies")
    equipment = models.ForeignKey(Equipment, models.PROTECT, null=True, related_name="custodies")
    within = models.ForeignKey("self", models.PROTECT, null=True, related_name="parts")
    person = models.ForeignKey(
        "accounts.Person", models.PROTECT, null=True, verbose_name="qui", related_name="+"
    )
    span = DateTimeRangeField("période")
    is_held = models.BooleanField("tenue", default=True)
    label = models.CharField("pour qui", max_length=60, blank=True)  # the class of a lesson

    objects = CustodyQuerySet.as_manager()

    class Meta:
        constraints = [
            SameSchool("room"),
            SameSchool("equipment"),
            SameSchool("within"),
            SameSchool("person"),
            models.CheckConstraint(
                condition=Q(room__isnull=False) ^ Q(equipment__isnull=False), name="custody_of_one_thing"
            ),
            models.CheckConstraint(
                condition=Q(span__isempty=False, span__startswith__isnull=False), name="custody_has_a_span"
            ),
            ExclusionConstraint(
                name="custody_of_a_room_once",
                expressions=[("school", "="), ("room", "="), ("span", "&&")],
                condition=Q(is_held=True, room__isnull=False),
            ),
            ExclusionConstraint(
                name="custody_of_a_machine_once",
                expressions=[("school", "="), ("equipment", "="), ("span", "&&")],
                condition=Q(is_held=True, equipment__isnull=False),
            ),
        ]

    DATA = DataMap("savoir qui a quoi, et quand", "qui a réservé ou emprunté", "fin + 1 an, puis anonymisé")
    JOURNAL_NAME = "equipment.custody"
    JOURNALED = frozenset({"span", "is_held"})

    def __str__(self) -> str:
        return f"{self.room or self.equipment}"

    def overlaps(self, starts: datetime, ends: datetime) -> bool:
        """As `over` says it for rows that were read already."""
        return self.span.lower < ends and (self.span.upper is None or self.span.upper > starts)
