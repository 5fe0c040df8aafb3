"""A relief of service for a mission, and who takes a mission over in the year."""

from typing import Self

from django.db import models
from django.db.models import F, Q

from fanal.allowances.models.proposal import ImpProposal
from fanal.allowances.rules.relief import COUNTING, HELP, ReliefState, ReliefWords, hours_said, relief_words
from fanal.core.people.data_map import DataMap
from fanal.core.tenancy import SameSchool, SchoolOwned, SchoolOwnedQuerySet
from fanal.missions.models.particular_mission import LIFE, ParticularMission


class ServiceReliefQuerySet(SchoolOwnedQuerySet):
    def counting(self) -> Self:
        return self.filter(state__in=COUNTING)


class ServiceRelief(SchoolOwned):
    """A relief of weekly service for a mission, in half-hours: proposed to the rector, who decides.

    `board_on`: the day of the board that proposes it; in a private school, the day its teachers were
    consulted.
    """

    mission = models.ForeignKey(ParticularMission, models.PROTECT, related_name="reliefs")
    person = models.ForeignKey(
        "accounts.Person", models.PROTECT, null=True, related_name="+", verbose_name="personne"
    )
    halves = models.PositiveSmallIntegerField("heures par semaine, en demi-heures")
    reason = models.TextField("pourquoi un allègement", max_length=1000, help_text=HELP)
    state = models.CharField(
        "état", max_length=10, choices=ReliefState.choices(), default=ReliefState.DRAFT.value
    )
    board_on = models.DateField("séance ou consultation", null=True, blank=True)
    decided_on = models.DateField("décision du recteur", null=True, blank=True)

    objects = ServiceReliefQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["school", "mission", "person"],
                name="relief_once",
                condition=Q(state__in=[state.value for state in COUNTING]),
            ),
            models.CheckConstraint(condition=Q(halves__gt=0), name="relief_positive"),
            SameSchool("mission"),
            SameSchool("person"),
        ]

    DATA = DataMap("proposer un allègement de service", "nom, heures", LIFE)
    JOURNAL_NAME = "missions.servicerelief"
    JOURNALED = ("state", "board_on", "decided_on")

    def __str__(self) -> str:
        return f"Allègement, {self.mission}"

    @property
    def hours(self) -> str:
        """« 1 h 30 »."""
        return hours_said(self.halves)

    @property
    def words(self) -> ReliefWords:
        return relief_words(is_private=self.school.is_private)


class Substitution(SchoolOwned):
    """Somebody takes over during the year; the head certifies it in writing (R16). Amounts are estimates."""

    proposal = models.ForeignKey(ImpProposal, models.PROTECT, related_name="substitutions")
    person = models.ForeignKey(
        "accounts.Person", models.PROTECT, null=True, related_name="+", verbose_name="qui reprend la mission"
    )
    since = models.DateField("à partir du")
    until = models.DateField("jusqu’au", null=True, blank=True)
    certified_on = models.DateField("attestée le", null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["school", "proposal", "since"], name="substitution_once"),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")), name="substitution_in_order"
            ),
            SameSchool("proposal"),
            SameSchool("person"),
        ]

    DATA = DataMap("attester qui a repris une mission", "nom, dates", LIFE)
    JOURNAL_NAME = "missions.substitution"
    JOURNALED = ("since", "until", "certified_on")

    def __str__(self) -> str:
        return f"Remplacement, {self.proposal}"
