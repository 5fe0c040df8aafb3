"""The particular missions of a school year, their one envelope, and what the councils said of them."""

from django.db import models
from django.db.models import Q

from fanal.core.datamap import DataMap
from fanal.core.tenancy import SchoolOwned, SchoolOwnedQuerySet
from fanal.missions.rules.imp.councils import Body, Opinion
from fanal.missions.rules.imp.instalments import FIRST_MONTHS, NOVEMBER
from fanal.missions.rules.imp.missions import MissionKind

LIFE = "année scolaire + 5 ans"


class ImpEnvelope(SchoolOwned):
    """What the rector notified for a school year, in quarters of IMP. Its row is what writers wait for."""

    school_year = models.CharField("année scolaire", max_length=9)
    quarters = models.PositiveSmallIntegerField("enveloppe, en quarts d’IMP")
    notified_on = models.DateField("notifiée le", null=True, blank=True)
    reference = models.CharField("référence", max_length=120, blank=True)
    first_month = models.PositiveSmallIntegerField(
        "premier neuvième", choices=list(FIRST_MONTHS.items()), default=NOVEMBER
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["school", "school_year"], name="imp_envelope_once"),
            models.CheckConstraint(
                condition=Q(first_month__in=list(FIRST_MONTHS)), name="imp_envelope_first_month"
            ),
        ]

    DATA = DataMap("partager l’enveloppe des indemnités", "none", LIFE)
    JOURNAL_NAME = "missions.impenvelope"
    JOURNALED = ("quarters", "notified_on", "reference", "first_month")

    def __str__(self) -> str:
        return f"Enveloppe {self.school_year}"


class ParticularMissionQuerySet(SchoolOwnedQuerySet):
    def of_year(self, year: str) -> "ParticularMissionQuerySet":
        return self.filter(school_year=year)

    def in_order(self) -> "ParticularMissionQuerySet":
        """The digital one first, then as they were written."""
        is_other = models.Case(models.When(kind=MissionKind.DIGITAL, then=0), default=1)
        return self.order_by(is_other, "number")


class ParticularMission(SchoolOwned):
    """A mission of a school year: one person's, or shared. `has_priority`: article 6 of the decree."""

    number = models.PositiveIntegerField("numéro")
    school_year = models.CharField("année scolaire", max_length=9)
    kind = models.CharField("mission", max_length=12, choices=MissionKind.choices())
    title = models.CharField("intitulé", max_length=120)
    has_priority = models.BooleanField("mission de l’article 6", default=True)
    workload = models.TextField("charge de travail", max_length=2000, blank=True)
    expertise = models.TextField("niveau d’expertise", max_length=2000, blank=True)
    reason = models.TextField("motif hors de la fourchette", max_length=1000, blank=True)
    code = models.CharField("code dans l’outil de l’État", max_length=20, blank=True)

    objects = ParticularMissionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["school", "number"], name="mission_number_once"),
            models.UniqueConstraint(
                fields=["school", "school_year"], name="mission_digital_once",
                condition=Q(kind=MissionKind.DIGITAL.value),
            ),
        ]  # fmt: skip

    DATA = DataMap("dire quelles missions l’établissement confie", "none", LIFE)
    JOURNAL_NAME = "missions.particularmission"
    JOURNALED = ("title", "has_priority", "workload", "expertise", "reason", "code")

    def __str__(self) -> str:
        return self.title

    @property
    def is_digital(self) -> bool:
        return self.kind == MissionKind.DIGITAL


class CouncilOpinion(SchoolOwned):
    """What one body said of the breakdown by mission of a school year. The votes are optional."""

    school_year = models.CharField("année scolaire", max_length=9)
    body = models.CharField("instance", max_length=11, choices=Body.choices())
    held_on = models.DateField("séance du")
    outcome = models.CharField("avis", max_length=12, choices=Opinion.choices())
    votes_for = models.PositiveSmallIntegerField("pour", null=True, blank=True)
    votes_against = models.PositiveSmallIntegerField("contre", null=True, blank=True)
    abstentions = models.PositiveSmallIntegerField("abstentions", null=True, blank=True)
    note = models.CharField("remarque", max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["school", "school_year", "body", "held_on"], name="council_opinion_once"
            )
        ]

    DATA = DataMap("prouver que les instances ont été consultées", "none", LIFE)
    JOURNAL_NAME = "missions.councilopinion"
    JOURNALED = ("held_on", "outcome", "votes_for", "votes_against", "abstentions", "note")

    def __str__(self) -> str:
        return f"{self.get_body_display()} {self.school_year}"
