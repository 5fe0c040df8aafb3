"""A review of accesses: a campaign, the services it goes through, the rights that somebody decided upon."""

from django.db import models
from django.db.models import Q

from fanal.core.frozen.declaration import Frozen
from fanal.core.people.data_map import DataMap
from fanal.core.tenancy import SameSchool, SchoolOwned, SchoolOwnedQuerySet
from fanal.online_services.models.online_service import OnlineService
from fanal.service_security.rules.reviews import (
    DECISIONS,
    FACTORS,
    SOURCES,
    AdminRight,
    RightSource,
)

LIFE = "5 ans après la revue"
UNNAMED = "Personne partie"  # where the holder of a right was named


class AccessReviewQuerySet(SchoolOwnedQuerySet):
    def going_on(self) -> "AccessReviewQuerySet":
        return self.filter(closed_on=None)


class AccessReview(SchoolOwned):
    """One campaign; `attestation` is what the head said of it when it closed."""

    number = models.PositiveIntegerField("numéro")
    title = models.CharField("nom", max_length=80, error_messages={"blank": "Donnez un nom à la revue."})
    opened_on = models.DateField("ouverte le")
    due_on = models.DateField("à finir avant le")
    opened_by = models.ForeignKey("accounts.Person", models.SET_NULL, null=True, related_name="+")
    closed_on = models.DateField("close le", null=True)
    closed_by = models.ForeignKey("accounts.Person", models.SET_NULL, null=True, related_name="+")
    attestation = models.CharField("attestation", max_length=300, blank=True)

    objects = AccessReviewQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["school", "number"], name="access_review_number_once"),
            models.UniqueConstraint(
                fields=["school"], name="access_review_one_at_a_time", condition=Q(closed_on=None)
            ),
            SameSchool("opened_by"),
            SameSchool("closed_by"),
        ]

    DATA = DataMap("prouver que les droits sont revus", "qui ouvre et clôt la revue", LIFE)
    JOURNAL_NAME = "online_services.accessreview"
    FROZEN = Frozen(
        ("number", "title", "opened_on", "due_on", "closed_on", "attestation", "closed_by_id"),
        when="closed_on IS NOT NULL",
    )
    JOURNALED = ("title", "due_on", "closed_on", "attestation")

    def __str__(self) -> str:
        return self.title


class ReviewedService(SchoolOwned):
    """A service in a review; `name` stays when the service goes."""

    review = models.ForeignKey(AccessReview, models.CASCADE, related_name="services")
    service = models.ForeignKey(OnlineService, models.CASCADE, related_name="+")
    name = models.CharField("service", max_length=80)
    note = models.CharField("note", max_length=300, blank=True)
    done_on = models.DateField("revu le", null=True)
    done_by = models.ForeignKey("accounts.Person", models.SET_NULL, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["school", "review", "service"], name="reviewed_service_once"),
            SameSchool("review"),
            SameSchool("service"),
            SameSchool("done_by"),
        ]

    DATA = DataMap("suivre une revue d’accès", "qui a revu", LIFE)
    JOURNAL_NAME = "online_services.reviewedservice"
    FROZEN = Frozen(
        ("review_id", "service_id", "name", "note", "done_on"),
        under=("review_id", "service_security_accessreview", "closed_on"),
    )

    def __str__(self) -> str:
        return self.name


class ReviewedRightQuerySet(SchoolOwnedQuerySet):
    def left_to_do(self) -> "ReviewedRightQuerySet":
        """Decided, and not yet done in the service."""
        return self.filter(decision__in=["revoke", "change"], done_on=None, reviewed__done_on__isnull=False)


class ReviewedRight(SchoolOwned):
    """A right of administration: who, known from where, what was decided. Of an account, its label only."""

    reviewed = models.ForeignKey(ReviewedService, models.CASCADE, related_name="rights")
    person = models.ForeignKey("accounts.Person", models.SET_NULL, null=True, related_name="+")
    who = models.CharField("titulaire", max_length=160)
    source = models.CharField(
        "connu par", max_length=8, choices=[(source.value, two) for source, two in SOURCES.items()]
    )
    act = models.PositiveIntegerField("acte", null=True)
    is_gone = models.BooleanField("parti", default=False)
    factor = models.CharField(
        "double authentification", max_length=4, choices=list(FACTORS.items()), blank=True
    )
    last_used_on = models.DateField("dernière utilisation", null=True, blank=True)
    decision = models.CharField(
        "décision",
        max_length=6,
        choices=[(decision.value, two) for decision, two in DECISIONS.items()],
        blank=True,
    )
    reason = models.CharField("précision", max_length=200, blank=True)
    doer = models.ForeignKey(
        "accounts.Person",
        models.SET_NULL,
        null=True,
        verbose_name="qui s’en occupe",
        related_name="+",
        error_messages={"blank": "Choisissez quelqu’un."},
    )
    done_on = models.DateField("fait le", null=True)

    objects = ReviewedRightQuerySet.as_manager()

    class Meta:
        constraints = [SameSchool("reviewed"), SameSchool("person"), SameSchool("doer")]

    DATA = DataMap("décider de chaque droit d’administration", "nom, compte, dernière utilisation", LIFE)
    JOURNAL_NAME = "online_services.reviewedright"
    # Who takes it away, and when that is done, goes on after the review.
    FROZEN = Frozen(
        (
            "reviewed_id",
            f"who={UNNAMED}",
            "source",
            "act",
            "is_gone",
            "factor",
            "last_used_on",
            "decision",
            "reason",
            "done_on?",
        ),
        under=(
            "reviewed_id",
            "service_security_reviewedservice",
            "review_id",
            "service_security_accessreview",
            "closed_on",
        ),
    )

    def __str__(self) -> str:
        return self.who

    @property
    def right(self) -> AdminRight:
        return AdminRight(
            RightSource(self.source), self.act is not None, self.is_gone, self.factor, self.last_used_on
        )
