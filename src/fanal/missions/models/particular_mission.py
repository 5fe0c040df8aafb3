"""The particular missions of a school year."""

from django.db import models
from django.db.models import Q

from fanal.core.people.data_map import DataMap
from fanal.core.tenancy import SchoolOwned, SchoolOwnedQuerySet
from fanal.missions.rules.particular_mission import MissionKind

LIFE = "année scolaire + 5 ans"


class ParticularMissionQuerySet(SchoolOwnedQuerySet):
    def of_year(self, year: str) -> "ParticularMissionQuerySet":
        return self.filter(school_year=year)

    def in_order(self) -> "ParticularMissionQuerySet":
        """The digital one first, then as they were written."""
        is_other = models.Case(models.When(kind=MissionKind.DIGITAL, then=0), default=1)
        return self.order_by(is_other, "number")


class ParticularMission(SchoolOwned):
    """A mission of a school year: one person's, or shared.

    `has_priority`: of article 6 of the decree, or of article 7; None where the school does not say which.
    """

    number = models.PositiveIntegerField("numéro")
    school_year = models.CharField("année scolaire", max_length=9)
    kind = models.CharField("mission", max_length=12, choices=MissionKind.choices())
    title = models.CharField(
        "intitulé", max_length=120, help_text="Laissez vide pour reprendre le nom de la mission."
    )
    has_priority = models.BooleanField("mission de l’article 6", null=True, default=None)
    workload = models.TextField("charge effective de travail", max_length=2000, blank=True)
    expertise = models.TextField("niveau d’expertise requis", max_length=2000, blank=True)
    reason = models.TextField("motif, si le montant sort de la fourchette", max_length=1000, blank=True)
    code = models.CharField(
        "code de la mission dans l’outil de saisie",
        max_length=20,
        blank=True,
        help_text="Repris dans l’export de saisie ; demandez-le au secrétariat si vous ne le connaissez pas.",
    )

    objects = ParticularMissionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["school", "number"], name="mission_number_once"),
            models.UniqueConstraint(
                fields=["school", "school_year"],
                name="mission_digital_once",
                condition=Q(kind=MissionKind.DIGITAL.value),
            ),
        ]

    DATA = DataMap("dire quelles missions l’établissement confie", "none", LIFE)
    JOURNAL_NAME = "missions.particularmission"
    JOURNALED = ("title", "has_priority", "workload", "expertise", "reason", "code")

    def __str__(self) -> str:
        return self.title

    @property
    def is_digital(self) -> bool:
        return self.kind == MissionKind.DIGITAL
