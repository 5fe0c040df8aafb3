"""A version of the digital project of a school: prepared, in force, then replaced; and what councils said."""

from datetime import date
from typing import TYPE_CHECKING

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q

from fanal.accounts.models.roles import EVERYONE, TEAM
from fanal.core.datamap import DataMap
from fanal.core.tenancy import SameSchool, SchoolOwned, SchoolOwnedQuerySet
from fanal.steering.rules.version import (
    LONGEST,
    MOST_VOTES,
    SHORTEST,
    Council,
    VersionState,
    follows,
    period_words,
    starts_on,
    vote_words,
)

if TYPE_CHECKING:
    from fanal.accounts.models.member import Member

RETENTION = "fin du projet + 5 ans"
YEARS = [(years, f"{years} années scolaires") for years in range(SHORTEST, LONGEST + 1)]
TONES = {VersionState.DRAFT: "warn", VersionState.IN_FORCE: "ok", VersionState.REPLACED: ""}


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
    years = models.PositiveSmallIntegerField("durée", choices=YEARS, default=SHORTEST)
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
                condition=Q(years__gte=SHORTEST, years__lte=LONGEST), name="project_of_three_to_five_years"
            ),
        ]

    DATA = DataMap("conduire le projet numérique de l’établissement", "none", RETENTION)
    JOURNAL_NAME = "steering.version"

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
    def tone(self) -> str:
        return TONES[self.step]

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


def _votes(label: str) -> models.PositiveSmallIntegerField:
    return models.PositiveSmallIntegerField(
        label, null=True, blank=True, validators=[MaxValueValidator(MOST_VOTES)]
    )


class ProjectOpinion(SchoolOwned):
    """What one council said of a version, one day."""

    version = models.ForeignKey(ProjectVersion, models.CASCADE, related_name="opinions")
    council = models.CharField("instance", max_length=11, choices=Council.choices())
    given_on = models.DateField("rendu le", error_messages={"blank": "Donnez le jour de la séance."})
    votes_for = _votes("pour")
    votes_against = _votes("contre")
    abstained = _votes("abstentions")
    remark = models.TextField(
        "remarques et réserves",
        max_length=1000,
        blank=True,
        help_text="Ce que l’instance a demandé de changer. Aucun nom.",
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["school", "version", "council"], name="project_opinion_once"),
            models.CheckConstraint(
                condition=Q(votes_for__isnull=True, votes_against__isnull=True, abstained__isnull=True)
                | Q(votes_for__isnull=False, votes_against__isnull=False, abstained__isnull=False),
                name="project_votes_all_or_none",
            ),
            SameSchool("version"),
        ]

    DATA = DataMap("garder l’avis des conseils sur le projet numérique", "none", RETENTION)
    JOURNAL_NAME = "steering.opinion"

    def __str__(self) -> str:
        return str(self.get_council_display())

    @property
    def votes(self) -> tuple[int | None, int | None, int | None]:
        return self.votes_for, self.votes_against, self.abstained

    @property
    def votes_words(self) -> str:
        return vote_words(self.votes)
