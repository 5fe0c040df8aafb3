"""A training that somebody followed or gave: their own line, shared only if they say so."""

from typing import TYPE_CHECKING

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q

from fanal.core.people.data_map import DataMap
from fanal.core.tenancy import SameSchool, SchoolOwned, SchoolOwnedQuerySet
from fanal.missions.rules.training import Way, duration

if TYPE_CHECKING:
    from fanal.accounts.models.member import Member
    from fanal.year.rules.years import SchoolYear


class OwnTrainingQuerySet(SchoolOwnedQuerySet):
    def visible_to(self, member: "Member") -> "OwnTrainingQuerySet":
        """One's own, and nobody else's."""
        here = self.for_school(member.school)
        return here.filter(person=member.person) if member.person else here.none()

    def in_year(self, year: "SchoolYear") -> "OwnTrainingQuerySet":
        return self.filter(day__gte=year.starts_on, day__lte=year.ends_on)


class OwnTraining(SchoolOwned):
    person = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    way = models.CharField("sens", max_length=8, choices=Way.choices())
    day = models.DateField("jour")
    title = models.CharField("titre", max_length=160, error_messages={"blank": "Donnez son titre."})
    minutes = models.PositiveSmallIntegerField("durée, en minutes")
    organiser = models.CharField("organisée par", max_length=120, blank=True)
    people = models.PositiveSmallIntegerField(
        "combien de personnes, si vous la donnez", null=True, blank=True, validators=[MinValueValidator(1)]
    )
    is_shared = models.BooleanField("comptée pour la direction", default=False)

    objects = OwnTrainingQuerySet.as_manager()

    # The journal is read by the management: it says that a line changed, never what is in it.
    JOURNALED = frozenset({"is_shared"})

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(people__isnull=True) | Q(way=Way.GIVEN.value), name="training_people_if_given"
            ),
            SameSchool("person"),
        ]
        indexes = [models.Index(fields=["school", "person", "day"], name="own_training_by_day")]

    DATA = DataMap("compter sa propre formation", "formations suivies et données", "départ + 1 an")
    JOURNAL_NAME = "missions.owntraining"

    def __str__(self) -> str:
        return self.title

    @property
    def duration_words(self) -> str:
        return duration(self.minutes)
