"""Who sits in the commission, or speaks for a partner: somebody of the school, or somebody named."""

from datetime import date

from django.db import models
from django.db.models import F, Q

from fanal.commission.rules.meeting import Circle
from fanal.core.people.data_map import DataMap
from fanal.core.tenancy import SameSchool, SchoolOwned, SchoolOwnedQuerySet

KEPT = "5 ans après la réunion"  # what hangs on a meeting, as the map of data says it


class CommissionMemberQuerySet(SchoolOwnedQuerySet):
    def sitting_on(self, day: date) -> "CommissionMemberQuerySet":
        """Those who sit that day."""
        return self.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=day), starts_on__lte=day)

    def by_name(self) -> "CommissionMemberQuerySet":
        """Those with a voice first, then as a list sorts."""
        return self.select_related("person").order_by("-has_voice", "person__family_name", "name", "pk")


class CommissionMember(SchoolOwned):
    """`person` of the school, or `name` and `email` of somebody from outside, whose last day is known."""

    circle = models.CharField("réunion", max_length=10, choices=Circle.choices(), default=Circle.COMMISSION)
    person = models.ForeignKey(
        "accounts.Person", models.CASCADE, null=True, blank=True, verbose_name="personne", related_name="+"
    )
    name = models.CharField(
        "ou une personne extérieure", max_length=120, blank=True, help_text="Prénom et nom."
    )
    email = models.EmailField("son courriel", blank=True, help_text="Pour la convocation, et rien d’autre.")
    quality = models.CharField(
        "à quel titre",
        max_length=120,
        help_text="Par exemple « documentation », « parent élu », « chargé des collèges, Département ».",
        error_messages={"blank": "Dites à quel titre cette personne siège."},
    )
    has_voice = models.BooleanField("a une voix", default=True)
    starts_on = models.DateField("depuis le", error_messages={"blank": "Donnez le premier jour."})
    ends_on = models.DateField(
        "jusqu’au",
        null=True,
        blank=True,
        help_text="Obligatoire pour une personne extérieure : un an après, les comptes rendus approuvés "
        "seuls la nomment.",
    )

    objects = CommissionMemberQuerySet.as_manager()
    attended_words: str  # whether they came to the meeting that a page shows: `reading.meeting`

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="commission_member_ends_after_start",
            ),
            SameSchool("person"),
        ]
        indexes = [models.Index(fields=["school", "circle", "person"], name="commission_member_of_circle")]

    DATA = DataMap(
        "réunir la commission numérique",
        "nom, qualité et courriel des membres",
        "fin + 1 an, puis sans nom hors des comptes rendus",
    )
    JOURNAL_NAME = "commission.member"

    def __str__(self) -> str:
        return str(self.person) if self.person_id else self.name or "Ancien membre"

    @property
    def address(self) -> str:
        """Where a convocation goes; nothing for whoever left the school."""
        if self.person is None:
            return self.email
        return "" if self.person.left_on else self.person.email

    @property
    def is_outside(self) -> bool:
        return self.person_id is None
