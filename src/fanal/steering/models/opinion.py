"""What a council said of a version of the project, one day."""

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q

from fanal.core.people.data_map import DataMap
from fanal.core.tenancy import SameSchool, SchoolOwned
from fanal.steering.models.version import RETENTION, ProjectVersion
from fanal.steering.rules.adoption import BoardDecision
from fanal.steering.rules.version import MOST_VOTES, Council, vote_words


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
    outcome = models.CharField(
        "décision",
        max_length=8,
        choices=BoardDecision.choices(),
        blank=True,
        help_text="Les voix pour et contre la disent. Dites-la en cas d’égalité, où la voix de la présidence "
        "l’emporte, ou si les voix ne sont pas notées.",
    )
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

    DATA = DataMap("garder les avis rendus sur le projet numérique", "none", RETENTION)
    JOURNAL_NAME = "steering.opinion"

    def __str__(self) -> str:
        return str(self.get_council_display())

    @property
    def votes(self) -> tuple[int | None, int | None, int | None]:
        return self.votes_for, self.votes_against, self.abstained

    @property
    def votes_words(self) -> str:
        return vote_words(self.votes)

    @property
    def decision_words(self) -> str:
        """« Le conseil d’administration a rejeté ce projet. », or nothing."""
        verb = self.get_outcome_display().lower()
        return f"Le conseil d’administration a {verb} ce projet." if verb else ""
