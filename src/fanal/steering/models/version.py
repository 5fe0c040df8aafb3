"""A version of the digital project of a school: prepared, in force, then replaced."""

from datetime import date
from typing import TYPE_CHECKING

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from fanal.accounts.models.roles import EVERYONE, TEAM
from fanal.core.frozen.declaration import Frozen
from fanal.core.people.data_map import DataMap
from fanal.core.tenancy import SchoolOwned, SchoolOwnedQuerySet
from fanal.core.text.french import counted
from fanal.steering.rules.adoption import (
    MOST_WHY,
    AdoptionGap,
    BoardDecision,
    Standing,
    adoption_gaps,
    despite_words,
    is_voted,
    later_words,
    opinions_title,
    state_words,
)
from fanal.steering.rules.version import (
    FEWEST,
    MOST_YEARS,
    SHORTEST,
    Council,
    VersionState,
    follows,
    period_words,
    starts_on,
)

if TYPE_CHECKING:
    from fanal.accounts.models.member import Member

RETENTION = "fin du projet + 5 ans"
# What is written under a version is frozen with it, from the day it comes into force.
OF_VERSION = ("version_id", "steering_projectversion", "adopted_on")
YEARS = [
    (years, counted(years, "année scolaire", "années scolaires")) for years in range(FEWEST, MOST_YEARS + 1)
]


class ProjectVersionQuerySet(SchoolOwnedQuerySet):
    def visible_to(self, member: "Member") -> "ProjectVersionQuerySet":
        """The team reads every version, the rest of the school the one in force."""
        here = self.for_school(member.school)
        if member.has(*TEAM):
            return here
        return here.in_force() if member.has(*EVERYONE) else here.none()

    def in_force(self) -> "ProjectVersionQuerySet":
        return self.filter(state=VersionState.IN_FORCE)

    def drafts(self) -> "ProjectVersionQuerySet":
        return self.filter(state=VersionState.DRAFT)

    def adopted_by_board(self) -> "ProjectVersionQuerySet":
        said_yes = Q(opinions__council=Council.BOARD, opinions__outcome=BoardDecision.ADOPTED)
        return self.filter(said_yes, standing=Standing.SCHOOL_PROJECT)

    def with_decision(self) -> "ProjectVersionQuerySet":
        """With what their state in words is made of."""
        return self.select_related("school").prefetch_related("opinions")


class ProjectVersion(SchoolOwned):
    """« Projet numérique 2025-2028, version 2 ». Its texts never change once it is in force."""

    number = models.PositiveIntegerField("version")
    title = models.CharField(
        "titre",
        max_length=120,
        help_text="Par exemple « Projet numérique du collège ».",
        error_messages={"blank": "Donnez un titre, par exemple « Projet numérique du collège »."},
    )
    first_year = models.PositiveSmallIntegerField(
        "première année scolaire",
        help_text="L’année de la rentrée : 2026 pour 2026-2027.",
        error_messages={"blank": "Donnez l’année de la première rentrée, par exemple 2026."},
    )
    years = models.PositiveSmallIntegerField(
        "durée",
        choices=YEARS,
        default=SHORTEST,
        help_text="La partie numérique du projet d’établissement : les années de celui-ci, trois à cinq, ou "
        "celles qui lui restent. Un document interne : autant que vous voulez.",
    )
    standing = models.CharField(
        "qu’est-ce que ce texte ?",
        max_length=14,
        choices=Standing.choices(),
        help_text="La partie numérique du projet d’établissement est adoptée par le conseil "
        "d’administration ; un document interne n’est pas voté.",
        error_messages={"blank": "Dites ce qu’est ce texte : cela dit s’il se vote."},
    )
    introduction = models.TextField(
        "constat et ambition",
        max_length=3000,
        blank=True,
        help_text="Quelques phrases : d’où l’établissement part, où il veut aller. Aucun nom d’élève.",
    )
    state = models.CharField(
        "étape", max_length=8, choices=VersionState.choices(), default=VersionState.DRAFT, editable=False
    )
    ends_on = models.DateField("dernier jour", editable=False)
    adopted_on = models.DateField("en vigueur depuis le", null=True, editable=False)
    replaced_on = models.DateField("remplacée le", null=True, editable=False)
    adopted_despite = models.TextField(
        "pourquoi ce projet entre en vigueur maintenant",
        max_length=MOST_WHY,
        blank=True,
        help_text="Cette phrase reste sur la page du projet, que tout le personnel lit. Aucun nom.",
        error_messages={"blank": "Écrivez pourquoi ce projet entre en vigueur maintenant."},
    )
    adoption_gaps = ArrayField(
        models.CharField(max_length=9, choices=AdoptionGap.choices()),
        verbose_name="ce qui manquait à la mise en vigueur",
        default=list,
        editable=False,
    )

    objects = ProjectVersionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["school", "number"], name="project_version_once"),
            models.UniqueConstraint(
                fields=["school", "state"],
                name="project_one_draft_one_in_force",
                condition=~Q(state="replaced"),
            ),
            models.CheckConstraint(
                condition=Q(state="draft", adopted_on__isnull=True, replaced_on__isnull=True)
                | Q(state="in_force", adopted_on__isnull=False, replaced_on__isnull=True)
                | Q(state="replaced", adopted_on__isnull=False, replaced_on__isnull=False),
                name="project_version_has_its_days",
            ),
            models.CheckConstraint(
                condition=Q(years__gte=FEWEST, years__lte=MOST_YEARS), name="project_of_some_years"
            ),
        ]

    DATA = DataMap("conduire le projet numérique de l’établissement", "none", RETENTION)
    JOURNAL_NAME = "steering.version"
    FROZEN = Frozen(
        (
            "number",
            "title",
            "first_year",
            "years",
            "standing",
            "introduction",
            "ends_on",
            "adopted_on",
            "adopted_despite",
            "adoption_gaps",
            "replaced_on?",
        ),
        when="adopted_on IS NOT NULL",
    )

    def __str__(self) -> str:
        return f"{self.title}, {self.period}"

    @property
    def period(self) -> str:
        """« 2025-2028 »."""
        return period_words(self.first_year, self.years)

    @property
    def starts_on(self) -> date:
        return starts_on(self.first_year)

    def follows(self, before: "ProjectVersion") -> bool:
        """Whether it is the project after that one."""
        return follows(self.first_year, before.first_year, before.years)

    @property
    def step(self) -> VersionState:
        return VersionState(self.state)

    @property
    def decision(self) -> str | None:
        """What the board decided, "" where its session says nothing of it, None where none is noted."""
        outcomes = [row.outcome for row in self.opinions.all() if row.council == Council.BOARD]
        return outcomes[0] if outcomes else None

    @property
    def is_voted(self) -> bool:
        return is_voted(self.standing, is_private=self.school.is_private)

    @property
    def gaps(self) -> list[AdoptionGap]:
        """What the law asks for and is not noted today; nothing where nobody votes this text."""
        if not self.is_voted:
            return []
        councils = {row.council for row in self.opinions.all()}
        return adoption_gaps(self.decision, has_pedagogical=Council.PEDAGOGICAL in councils)

    @property
    def despite_words(self) -> str:
        """The heading over `adopted_despite`, on the page and on the paper."""
        if not self.adopted_despite or self.adopted_on is None:
            return ""
        return despite_words(self.adoption_gaps, self.adopted_on)

    @property
    def later_words(self) -> str:
        """« Noté ou corrigé depuis, voir les avis : … », under `adopted_despite`."""
        return later_words(self.adoption_gaps, self.gaps)

    @property
    def opinions_title(self) -> str:
        return opinions_title(is_private=self.school.is_private)

    @property
    def state_and_tone(self) -> tuple[str, str]:
        """« Projet », « Adopté, en vigueur » …, and the tone of these words."""
        if self.is_replaced:
            return self.step.label, ""
        return state_words(is_draft=self.is_draft, is_voted=self.is_voted, board=self.decision)

    @property
    def state_label(self) -> str:
        return self.state_and_tone[0]

    @property
    def tone(self) -> str:
        return self.state_and_tone[1]

    @property
    def is_draft(self) -> bool:
        return self.step == VersionState.DRAFT

    @property
    def is_replaced(self) -> bool:
        return self.step == VersionState.REPLACED

    @property
    def label(self) -> str:
        """« Version 2 »."""
        return f"Version {self.number}"
