"""A token of the API: what a program of the school shows instead of a person's sign-in."""

from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q, Value

from fanal.accounts.models.roles import Role
from fanal.accounts.rules.tokens import LONGEST_DAYS
from fanal.core.people.data_map import DataMap
from fanal.core.tenancy import SameSchool, SchoolOwned, SchoolOwnedQuerySet

if TYPE_CHECKING:
    from fanal.accounts.models.member import Member

# Whoever else loses one, or leaves one behind, these see it and can stop it.
OVERSEERS = (Role.HEAD, Role.DEPUTY, Role.DIGITAL_LEAD)


class ApiTokenQuerySet(SchoolOwnedQuerySet):
    def visible_to(self, member: "Member") -> "ApiTokenQuerySet":
        """One's own; the head, the deputy and the référent see those of the whole school."""
        here = self.for_school(member.school)
        return here if member.has(*OVERSEERS) else here.filter(user_id=member.user_id)

    def standing(self, day: date) -> "ApiTokenQuerySet":
        """Neither revoked nor expired that day."""
        return self.filter(revoked_at__isnull=True, expires_on__gte=day)

    def over_before(self, day: date) -> "ApiTokenQuerySet":
        return self.filter(Q(revoked_at__date__lt=day) | Q(expires_on__lt=day))


class ApiToken(SchoolOwned):
    """What it opens is what its holder's membership opens that day, never more; only its `digest` is kept.

    `person` is empty for a partner. `calls` are those of the minute that began at `calls_since`.
    """

    user = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    person = models.ForeignKey("accounts.Person", models.PROTECT, null=True, blank=True, related_name="+")
    holder_name = models.CharField("à qui", max_length=130)
    name = models.CharField(
        "nom",
        max_length=60,
        help_text="Par exemple « Tableau de bord de la vie scolaire ».",
        error_messages={"blank": "Donnez-lui un nom, pour le reconnaître le jour où il faudra l’arrêter."},
    )
    digest = models.BinaryField(max_length=32)
    is_read_only = models.BooleanField("lecture seule", default=True)
    made_on = models.DateField("créé le")
    expires_on = models.DateField("jusqu’au")
    revoked_at = models.DateTimeField("révoqué le", null=True, blank=True)
    last_used_on = models.DateField("dernier usage", null=True, blank=True)
    calls = models.PositiveIntegerField(default=0)
    calls_since = models.DateTimeField(null=True, blank=True)

    objects = ApiTokenQuerySet.as_manager()

    JOURNALED = ("name", "is_read_only", "expires_on", "revoked_at")

    class Meta:
        constraints = [
            SameSchool("person"),
            models.UniqueConstraint(fields=["school", "digest"], name="token_once"),
            models.CheckConstraint(
                condition=Q(expires_on__lte=F("made_on") + Value(timedelta(days=LONGEST_DAYS))),
                name="token_a_year_at_most",
            ),
        ]

    DATA = DataMap(
        "laisser un programme lire ou écrire",
        "qui l’a créé, dernier jour d’usage",
        "30 jours après sa fin",
        secrets=("digest",),
    )
    JOURNAL_NAME = "accounts.apitoken"

    def __str__(self) -> str:
        return self.name

    def stands_on(self, day: date) -> bool:
        return self.revoked_at is None and self.expires_on >= day
