"""What the service needs in a year, as the head says it, and who takes which part of the mission."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q

from fanal.agenda.rules.codes import Activity
from fanal.core.forms.form_version import seen_of
from fanal.core.people.data_map import DataMap
from fanal.core.tenancy import SameSchool, SchoolOwned
from fanal.missions.models.particular_mission import LIFE, ParticularMission
from fanal.missions.rules.parts import parts_of
from fanal.missions.rules.sharing import WHOLE, Competence

WRITTEN = ("academic_part", "projects", "expertise", "appreciation", "sites")
PART_CHOICES = [(kind.label, [(part.code, part.label) for part in parts_of(kind)]) for kind in Activity]


class NeedsAssessment(SchoolOwned):
    """The needs of the service in a school year. `figures`: what was counted when it was closed, for good."""

    school_year = models.CharField("année scolaire", max_length=9)
    academic_part = models.TextField(
        "part prise dans l’organisation académique",
        max_length=2000,
        blank=True,
        help_text="Expérimentations, réseau de bassin, référent d’un autre établissement, appels à projets…",
    )
    projects = models.TextField("projets de l’année", max_length=2000, blank=True)
    expertise = models.TextField("niveau d’expertise requis", max_length=2000, blank=True)
    appreciation = models.TextField(
        "appréciation des besoins",
        max_length=3000,
        blank=True,
        help_text="En quelques phrases : ce que le service demande cette année, et pourquoi.",
    )
    sites = models.PositiveSmallIntegerField(
        "nombre de sites", null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(50)]
    )
    figures = models.JSONField("chiffres", default=list)
    closed_on = models.DateField("arrêtée le", null=True, blank=True)
    written_by = models.ForeignKey("accounts.Person", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["school", "school_year"], name="needs_once_a_year"),
            SameSchool("written_by"),
        ]

    DATA = DataMap("apprécier les besoins du service", "qui l’a écrite", LIFE)
    JOURNAL_NAME = "missions.needsassessment"
    JOURNALED = (*WRITTEN, "closed_on")

    def __str__(self) -> str:
        return f"Besoins {self.school_year}"

    @property
    def seen(self) -> str:
        """Changes with any of its words."""
        return seen_of({name: getattr(self, name) for name in WRITTEN})


class PartNeed(SchoolOwned):
    """What one part of the mission weighs in the year, in hundredths, and the ease it asks for."""

    mission = models.ForeignKey(ParticularMission, models.CASCADE, related_name="part_needs")
    part = models.CharField("partie", max_length=10, choices=PART_CHOICES)
    weight = models.PositiveSmallIntegerField("part du temps, en %", default=0)
    needed = models.CharField("compétence requise", max_length=8, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["school", "mission", "part"], name="part_need_once"),
            models.CheckConstraint(condition=Q(weight__lte=100), name="part_need_weight"),
            SameSchool("mission"),
        ]

    DATA = DataMap("dire ce que chaque partie demande", "none", LIFE)
    JOURNAL_NAME = "missions.partneed"
    JOURNALED = ("weight", "needed")

    def __str__(self) -> str:
        return self.get_part_display()


class MissionShare(SchoolOwned):
    """Somebody takes a part of the mission, over some days. `competence` is what they say of themselves."""

    mission = models.ForeignKey(ParticularMission, models.PROTECT, related_name="shares")
    part = models.CharField("partie de la mission", max_length=10, choices=PART_CHOICES)
    person = models.ForeignKey(
        "accounts.Person",
        models.PROTECT,
        null=True,
        verbose_name="qui",
        related_name="+",
        error_messages={"blank": "Choisissez la personne."},
    )
    percent = models.PositiveSmallIntegerField(
        "part, en %", validators=[MinValueValidator(1), MaxValueValidator(WHOLE)]
    )
    starts_on = models.DateField("à partir du")
    ends_on = models.DateField("jusqu’au (inclus)")
    is_substitute = models.BooleanField("en remplacement", default=False)
    competence = models.CharField(
        "compétence déclarée", max_length=8, choices=Competence.choices(), blank=True, default=""
    )

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(percent__range=(1, 100)), name="mission_share_percent"),
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="mission_share_in_order"),
            models.UniqueConstraint(
                fields=["school", "mission", "part", "person", "starts_on"], name="mission_share_once"
            ),
            SameSchool("mission"),
            SameSchool("person"),
        ]

    DATA = DataMap("partager la mission", "nom, part, compétence déclarée", LIFE)
    JOURNAL_NAME = "missions.missionshare"
    JOURNALED = ("part", "percent", "starts_on", "ends_on", "is_substitute")

    def __str__(self) -> str:
        return f"{self.get_part_display()}, {self.percent} %"
