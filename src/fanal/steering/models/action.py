"""An action of the project: who, when, for how much, who pays, where it stands."""

from datetime import date
from typing import TYPE_CHECKING

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from fanal.accounts.models.roles import EVERYONE, TEAM
from fanal.core.frozen.declaration import Frozen
from fanal.core.pages.search import holding, words_of
from fanal.core.people.data_map import DataMap
from fanal.core.tenancy import SameSchool, SchoolOwned, SchoolOwnedQuerySet
from fanal.equipment.models.equipment import EquipmentOwner
from fanal.steering.models.objective import OF_AXIS, Objective
from fanal.steering.models.version import RETENTION
from fanal.steering.rules.action import OPEN, ActionKind, ActionState, state_words
from fanal.steering.rules.discipline import Discipline, disciplines_words
from fanal.steering.rules.version import VersionState

if TYPE_CHECKING:
    from fanal.accounts.models.member import Member


class ProjectActionQuerySet(SchoolOwnedQuerySet):
    searched = ("title", "owner_words")

    def visible_to(self, member: "Member") -> "ProjectActionQuerySet":
        """The team reads those of every version, the rest of the school those in force."""
        here = self.for_school(member.school)
        if member.has(*TEAM):
            return here
        return here.in_force() if member.has(*EVERYONE) else here.none()

    def in_force(self) -> "ProjectActionQuerySet":
        return self.filter(objective__axis__version__state=VersionState.IN_FORCE)

    def of_version(self, version_id: int) -> "ProjectActionQuerySet":
        return self.filter(objective__axis__version=version_id)

    def late(self, today: date) -> "ProjectActionQuerySet":
        return self.filter(state__in=OPEN, ends_on__lt=today)

    def in_order(self) -> "ProjectActionQuerySet":
        """As the project says them, each with its objective and who answers for it."""
        rows = self.select_related("objective__axis", "owner")
        return rows.order_by(
            "objective__axis__rank", "objective__rank", F("starts_on").asc(nulls_last=True), "pk"
        )

    def matching(self, typed: str) -> "ProjectActionQuerySet":
        return holding(self, typed, *self.searched) if words_of(typed) else self


class ProjectAction(SchoolOwned):
    """Its texts belong to its version; where it stands changes as long as the version is in force."""

    objective = models.ForeignKey(Objective, models.CASCADE, related_name="actions")
    title = models.CharField(
        "action",
        max_length=160,
        error_messages={"blank": "Dites l’action en une phrase."},
    )
    kind = models.CharField(
        "sorte d’action",
        max_length=8,
        choices=ActionKind.choices(),
        default=ActionKind.OTHER,
        help_text="La carte de couverture en dépend.",
    )
    disciplines = ArrayField(
        models.CharField(max_length=8, choices=Discipline.choices()),
        verbose_name="disciplines",
        default=list,
        blank=True,
    )
    owner = models.ForeignKey(
        "accounts.Person",
        models.SET_NULL,
        null=True,
        blank=True,
        verbose_name="qui en répond",
        related_name="+",
    )
    owner_words = models.CharField(
        "ou un groupe", max_length=80, blank=True, help_text="« Équipe de mathématiques », « vie scolaire »."
    )
    starts_on = models.DateField("début", null=True, blank=True)
    ends_on = models.DateField("fin prévue", null=True, blank=True)
    budget_cents = models.PositiveIntegerField("budget, en euros", null=True, blank=True)
    payer = models.CharField(
        "qui paie ?", max_length=9, choices=EquipmentOwner, default=EquipmentOwner.SCHOOL
    )
    state = models.CharField(
        "où en est-on", max_length=8, choices=ActionState.choices(), default=ActionState.PLANNED
    )
    done_on = models.DateField("faite le", null=True, blank=True, editable=False)
    progress = models.CharField(
        "un mot", max_length=300, blank=True, help_text="Ce qui est fait, ce qui bloque. Aucun nom d’élève."
    )

    # The same action in the version that this one was copied from.
    origin = models.ForeignKey("self", models.SET_NULL, null=True, editable=False, related_name="+")

    objects = ProjectActionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_on__isnull=True)
                | Q(ends_on__isnull=True)
                | Q(ends_on__gte=F("starts_on")),
                name="project_action_in_order",
            ),
            models.CheckConstraint(
                condition=Q(state="done", done_on__isnull=False)
                | (~Q(state="done") & Q(done_on__isnull=True)),
                name="project_action_done_on_a_day",
            ),
            SameSchool("objective"),
            SameSchool("owner"),
            SameSchool("origin"),
        ]

    DATA = DataMap("conduire le projet numérique de l’établissement", "qui répond d’une action", RETENTION)
    JOURNAL_NAME = "steering.action"
    # Where it stands goes on; who answers for it may leave.
    FROZEN = Frozen(
        (
            "objective_id",
            "title",
            "kind",
            "disciplines",
            "owner_words",
            "starts_on",
            "ends_on",
            "budget_cents",
            "payer",
        ),
        under=("objective_id", "steering_objective", *OF_AXIS),
    )

    def __str__(self) -> str:
        return self.title

    @property
    def owner_label(self) -> str:
        """Who answers for it; nothing when nobody was said. Needs its owner."""
        return str(self.owner) if self.owner else self.owner_words

    @property
    def disciplines_words(self) -> str:
        """« Mathématiques, SVT »; nothing for none."""
        return disciplines_words(self.disciplines)

    def state_on(self, today: date) -> tuple[str, str]:
        """Words and tone."""
        return state_words(ActionState(self.state), self.ends_on, today)
