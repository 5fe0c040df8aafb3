"""The state of a service over time, and how Fanal watches it."""

from datetime import datetime

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from fanal.core.people.data_map import DataMap
from fanal.core.tenancy import SameSchool, SchoolOwned, SchoolOwnedQuerySet
from fanal.online_services.models.online_service import OnlineService
from fanal.service_status.rules import probing
from fanal.service_status.rules.states import LABELS, SOURCES, PeriodFacts, ServiceState


class StatePeriodQuerySet(SchoolOwnedQuerySet):
    def open(self) -> "StatePeriodQuerySet":
        """Not ended: what holds now, and what is planned."""
        return self.filter(ended_at__isnull=True, service__archived_on__isnull=True)

    def since(self, moment: datetime) -> "StatePeriodQuerySet":
        return self.filter(Q(ended_at__isnull=True) | Q(ended_at__gt=moment))


class StatePeriod(SchoolOwned):
    """A service was in this state from then until then: declared by somebody, or seen by a check.

    A check writes one row when the state changes, never one a check.
    """

    service = models.ForeignKey(OnlineService, models.CASCADE, related_name="state_periods")
    state = models.CharField(
        "état", max_length=10, choices=[(state.value, LABELS[state]) for state in ServiceState]
    )
    source = models.CharField("d’où", max_length=8, choices=list(SOURCES.items()))
    reason = models.CharField(
        "ce qui se passe",
        max_length=200,
        blank=True,
        help_text="Tout l’établissement le lit, et tout le monde si l’état est public : aucun nom.",
    )
    starts_at = models.DateTimeField("depuis")
    expected_end = models.DateTimeField("fin prévue", null=True)
    ended_at = models.DateTimeField("fini le", null=True)
    declared_by = models.ForeignKey("accounts.Person", models.SET_NULL, null=True, related_name="+")

    objects = StatePeriodQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["school", "service"],
                condition=Q(source="checked", ended_at__isnull=True),
                name="state_checked_once",
            ),
            models.CheckConstraint(
                condition=Q(expected_end__isnull=True) | Q(expected_end__gt=models.F("starts_at")),
                name="state_ends_after_it_starts",
            ),
            SameSchool("service"),
            SameSchool("declared_by"),
        ]
        indexes = [
            models.Index(fields=["school", "service", "-starts_at"], name="states_of_a_service"),
        ]

    DATA = DataMap("dire si un service fonctionne", "qui l’a déclaré", "un an après sa fin")
    JOURNAL_NAME = "online_services.stateperiod"
    JOURNALED = ("service", "state", "source", "reason", "starts_at", "expected_end", "ended_at")

    def __str__(self) -> str:
        return LABELS[ServiceState(self.state)]

    @property
    def facts(self) -> PeriodFacts:
        """As the rules read it."""
        return PeriodFacts(
            ServiceState(self.state), self.source, self.starts_at, self.ended_at, self.expected_end
        )


class ServiceWatch(SchoolOwned):
    """What is shown of a service to everybody, and what is checked of it: nothing until somebody says so."""

    service = models.OneToOneField(OnlineService, models.CASCADE, related_name="watch")
    is_public = models.BooleanField("montré sur la page publique", default=False)
    address = models.CharField(
        "adresse vérifiée",
        max_length=200,
        blank=True,
        help_text="Celle de sa page d’accueil, en https://. Vide : rien n’est vérifié.",
    )
    kinds = models.JSONField("vérifications", default=list)
    is_authorized = models.BooleanField("l’hébergeur l’autorise", default=False)
    minutes = models.PositiveSmallIntegerField(
        "une vérification toutes les, en minutes",
        default=15,
        validators=[MinValueValidator(probing.LEAST), MaxValueValidator(probing.MOST)],
    )
    next_at = models.DateTimeField("prochaine vérification", null=True)
    last_at = models.DateTimeField("dernière vérification", null=True)
    failures = models.PositiveSmallIntegerField("échecs de suite", default=0)
    saw = models.CharField("ce qu’elle a vu", max_length=300, blank=True)
    warns = models.CharField("ce qui approche", max_length=200, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(next_at__isnull=True) | Q(is_authorized=True) & ~Q(address=""),
                name="watch_only_what_is_allowed",
            ),
            SameSchool("service"),
        ]
        indexes = [models.Index(fields=["school", "next_at"], name="watch_due")]

    DATA = DataMap("vérifier un service et montrer son état", "none", "vie du service")
    JOURNAL_NAME = "online_services.servicewatch"
    JOURNALED = ("is_public", "address", "kinds", "is_authorized", "minutes")

    def __str__(self) -> str:
        return self.address or "Non vérifié"

    @property
    def is_checking(self) -> bool:
        return self.next_at is not None
