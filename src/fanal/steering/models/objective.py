"""The axes of a version of the project, and the objectives of each axis, in the order the school chose."""

from typing import TYPE_CHECKING

from django.db import models

from fanal.accounts.models.roles import EVERYONE, TEAM
from fanal.core.frozen.declaration import Frozen
from fanal.core.pages.search import holding, words_of
from fanal.core.people.data_map import DataMap
from fanal.core.tenancy import SameSchool, SchoolOwned, SchoolOwnedQuerySet
from fanal.steering.models.version import OF_VERSION, RETENTION, ProjectVersion
from fanal.steering.rules.version import VersionState

if TYPE_CHECKING:
    from fanal.accounts.models.member import Member


OF_AXIS = ("axis_id", "steering_projectaxis", *OF_VERSION)


class ProjectAxis(SchoolOwned):
    """« Axe 2 : des usages qui servent les apprentissages »."""

    version = models.ForeignKey(ProjectVersion, models.CASCADE, related_name="axes")
    rank = models.PositiveSmallIntegerField("rang")
    title = models.CharField(
        "axe",
        max_length=120,
        help_text="Par exemple « Des usages qui servent les apprentissages ».",
        error_messages={"blank": "Donnez le nom de l’axe."},
    )
    text = models.TextField("en quelques phrases", max_length=1000, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["school", "version", "rank"],
                name="project_axis_rank_once",
                deferrable=models.Deferrable.DEFERRED,
            ),
            SameSchool("version"),
        ]

    DATA = DataMap("conduire le projet numérique de l’établissement", "none", RETENTION)
    JOURNAL_NAME = "steering.axis"
    FROZEN = Frozen(("version_id", "rank", "title", "text"), under=OF_VERSION)

    def __str__(self) -> str:
        return self.title


class ObjectiveQuerySet(SchoolOwnedQuerySet):
    searched = ("title", "text", "expected")

    def visible_to(self, member: "Member") -> "ObjectiveQuerySet":
        """The team reads those of every version, the rest of the school those in force."""
        here = self.for_school(member.school)
        if member.has(*TEAM):
            return here
        return here.in_force() if member.has(*EVERYONE) else here.none()

    def in_force(self) -> "ObjectiveQuerySet":
        return self.filter(axis__version__state=VersionState.IN_FORCE)

    def in_order(self) -> "ObjectiveQuerySet":
        """As the project says them, each with its axis."""
        return self.select_related("axis").order_by("axis__rank", "rank", "pk")

    def with_version(self) -> "ObjectiveQuerySet":
        return self.select_related("axis__version")

    def matching(self, typed: str) -> "ObjectiveQuerySet":
        return holding(self, typed, *self.searched) if words_of(typed) else self


class Objective(SchoolOwned):
    """What the school wants to reach, and by what it will see it."""

    axis = models.ForeignKey(ProjectAxis, models.CASCADE, related_name="objectives")
    rank = models.PositiveSmallIntegerField("rang")
    title = models.CharField(
        "objectif",
        max_length=160,
        help_text="Un verbe, ce qui change, pour qui : « Former chaque enseignant à l’ENT ».",
        error_messages={"blank": "Dites l’objectif en une phrase."},
    )
    text = models.TextField("précisions", max_length=1000, blank=True)
    expected = models.CharField(
        "résultat attendu",
        max_length=240,
        blank=True,
        help_text="À quoi verra-t-on qu’il est atteint ? « Neuf enseignants sur dix s’en servent ».",
    )
    # The same objective in the version that this one was copied from.
    origin = models.ForeignKey("self", models.SET_NULL, null=True, editable=False, related_name="+")

    objects = ObjectiveQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["school", "axis", "rank"],
                name="objective_rank_once",
                deferrable=models.Deferrable.DEFERRED,
            ),
            SameSchool("axis"),
            SameSchool("origin"),
        ]

    DATA = DataMap("conduire le projet numérique de l’établissement", "none", RETENTION)
    JOURNAL_NAME = "steering.objective"
    FROZEN = Frozen(("axis_id", "rank", "title", "text", "expected"), under=OF_AXIS)

    def __str__(self) -> str:
        return self.title

    @property
    def number(self) -> str:
        """« 1.2 », its place in the project; needs its axis."""
        return f"{self.axis.rank}.{self.rank}"
