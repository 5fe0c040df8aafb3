"""A difference between a service and the school, as a line of work; whose account somebody said this is."""

from datetime import date, timedelta

from django.db import models
from django.db.models import Q

from fanal.account_lists.models.comparison import Comparison
from fanal.account_lists.rules.findings import KIND_OF, KINDS, OLD_DAYS
from fanal.core.people.data_map import DataMap
from fanal.core.tenancy import SameSchool, SchoolOwned, SchoolOwnedQuerySet
from fanal.online_services.models.online_service import OnlineService

RETENTION = "à la comparaison suivante, ou 180 jours"


class FindingQuerySet(SchoolOwnedQuerySet):
    def to_do(self) -> "FindingQuerySet":
        return self.filter(state=Finding.State.TO_DO)

    def not_gone(self) -> "FindingQuerySet":
        """Those that the last list still told, whatever was decided."""
        return self.exclude(state=Finding.State.GONE)

    def settle_gone(self, day: date) -> int:
        """No list shows them any more: they stay counted, and say nothing of anybody."""
        return self.update(
            state=Finding.State.GONE,
            returned="",
            cells={},
            why="",
            candidates=[],
            others={},
            pupil=None,
            person=None,
            reason="",
            settled_by=None,
            settled_on=day,
        )

    def old(self, today: date) -> "FindingQuerySet":
        return self.filter(since__lt=today - timedelta(days=OLD_DAYS))


class Finding(SchoolOwned):
    """`key` is a fingerprint of the account, or of whoever has none: it recognises what comes back.

    `cells` holds the mapped cells of the account, and goes when the difference does.
    """

    class State(models.TextChoices):
        TO_DO = "todo", "À faire"
        DONE = "done", "Fait"
        ACCEPTED = "accepted", "Accepté"
        GONE = "gone", "Réglé"

    class Return(models.TextChoices):
        NO = "", ""
        STILL = "still", "coché fait, toujours là"
        BACK = "back", "revenu"

    service = models.ForeignKey(OnlineService, models.CASCADE, related_name="findings")
    comparison = models.ForeignKey(Comparison, models.CASCADE, related_name="+")
    kind = models.CharField("écart", max_length=10, choices=[(kind.code, kind.label) for kind in KINDS])
    key = models.CharField("empreinte", max_length=32)
    state = models.CharField("état", max_length=8, choices=State, default=State.TO_DO)
    returned = models.CharField("retour", max_length=5, choices=Return, blank=True, default=Return.NO)
    cells = models.JSONField("ce que dit la liste", default=dict)
    why = models.CharField("précision", max_length=160, blank=True)
    candidates = models.JSONField("personnes possibles", default=list)
    # Of a doubt alone: the account that a candidate has already, by « pupil 12 » or « staff 4 ».
    others = models.JSONField("leurs autres comptes", default=dict)
    pupil = models.ForeignKey("directory.Pupil", models.SET_NULL, null=True, related_name="+")
    person = models.ForeignKey("accounts.Person", models.SET_NULL, null=True, related_name="+")
    since = models.DateField("vu depuis le")
    seen_on = models.DateField("vu le")
    settled_on = models.DateField("réglé le", null=True)
    settled_by = models.ForeignKey("accounts.Person", models.SET_NULL, null=True, related_name="+")
    reason = models.CharField("raison", max_length=200, blank=True)

    objects = FindingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["school", "service", "kind", "key"], name="finding_once"),
            models.CheckConstraint(
                condition=~Q(state="accepted") | ~Q(reason=""), name="finding_accepted_has_a_reason"
            ),
            models.CheckConstraint(
                condition=~Q(state="gone")
                | Q(cells={}, others={}, pupil__isnull=True, person__isnull=True, reason=""),
                name="finding_gone_says_nothing",
            ),
            SameSchool("service"),
            SameSchool("comparison"),
            SameSchool("pupil"),
            SameSchool("person"),
            SameSchool("settled_by"),
        ]
        indexes = [models.Index(fields=["school", "state", "service", "kind"], name="findings_to_do")]

    DATA = DataMap("tenir à jour les comptes d’un service", "identité et compte, de mineurs aussi", RETENTION)
    JOURNAL_NAME = "online_services.finding"
    JOURNALED = ("kind", "state")

    def __str__(self) -> str:
        return KIND_OF[self.kind].label

    @property
    def is_open(self) -> bool:
        return self.state == self.State.TO_DO


class AccountOwner(SchoolOwned):
    """Somebody said whose account this is: the next list knows it."""

    service = models.ForeignKey(OnlineService, models.CASCADE, related_name="owners")
    key = models.CharField("empreinte du compte", max_length=32)
    pupil = models.ForeignKey("directory.Pupil", models.CASCADE, null=True, related_name="+")
    person = models.ForeignKey("accounts.Person", models.CASCADE, null=True, related_name="+")
    decided_on = models.DateField("décidé le")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["school", "service", "key"], name="account_owned_once"),
            # Both empty: it is nobody's of this school.
            models.CheckConstraint(
                condition=Q(pupil__isnull=True) | Q(person__isnull=True), name="account_of_one_owner"
            ),
            SameSchool("service"),
            SameSchool("pupil"),
            SameSchool("person"),
        ]

    DATA = DataMap("retrouver de qui est un compte", "lien avec une personne", "départ + 1 an, ou l’élève")
    JOURNAL_NAME = "online_services.accountowner"

    def __str__(self) -> str:
        return self.key
