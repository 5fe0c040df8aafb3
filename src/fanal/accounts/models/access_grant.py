"""What somebody may do to administer Fanal itself, from when until when. Read again at each request."""

from datetime import date

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from fanal.accounts.models.roles import Delegated, Role
from fanal.core.people.data_map import DataMap
from fanal.core.tenancy import SameSchool, SchoolOwned, SchoolOwnedQuerySet


class AccessGrantQuerySet(SchoolOwnedQuerySet):
    def standing(self, day: date) -> "AccessGrantQuerySet":
        """Those that open something that day."""
        from fanal.accounts.models.membership import Membership

        held = Membership.objects.valid_on(day).filter(school=OuterRef("school"), person=OuterRef("person"))
        function = Q(while_holding=[]) | Exists(held.filter(roles__overlap=OuterRef("while_holding")))
        return self.filter(function, valid_from__lte=day, valid_until__gte=day, is_suspended=False)

    def not_over(self, day: date) -> "AccessGrantQuerySet":
        """Those that open something, or may again: an act that is suspended may be confirmed."""
        return self.filter(Q(act__isnull=False) | Q(is_suspended=False), valid_until__gte=day)


class AccessGrant(SchoolOwned):
    """The technical right, apart from the act that it follows (`act`, its number; none while it is awaited).

    Both days are included. `while_holding`: it opens something only while this person holds one of these
    functions (a delegation of signature). Only whoever keeps the acts writes here, in the transaction that
    changes the act.
    """

    person = models.ForeignKey("accounts.Person", models.PROTECT, related_name="grants")
    act = models.PositiveIntegerField("acte", null=True)
    operations = ArrayField(
        models.CharField(max_length=12, choices=Delegated), verbose_name="opérations", default=list
    )
    while_holding = ArrayField(
        models.CharField(max_length=12, choices=Role),
        verbose_name="tant que la fonction est tenue",
        default=list,
    )
    valid_from = models.DateField("depuis le")
    valid_until = models.DateField("jusqu’au")
    is_suspended = models.BooleanField("suspendu", default=False)

    objects = AccessGrantQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["school", "act"], name="access_grant_of_one_act"),
            models.UniqueConstraint(
                fields=["school", "person"], name="access_grant_awaits_one_act", condition=Q(act__isnull=True)
            ),
            models.CheckConstraint(
                condition=Q(valid_until__gte=F("valid_from")), name="access_grant_period_in_order"
            ),
            SameSchool("person"),
        ]
        indexes = [models.Index(fields=["school", "person"], name="access_grant_of_person")]

    DATA = DataMap("donner les droits d’administration", "opérations et dates", "fin + 5 ans")
    JOURNAL_NAME = "accounts.accessgrant"
    JOURNALED = ("operations", "while_holding", "valid_from", "valid_until", "is_suspended")

    def __str__(self) -> str:
        return ", ".join(Delegated(code).label for code in self.operations)
