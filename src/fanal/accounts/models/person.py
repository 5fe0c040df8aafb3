"""Someone of a school, with or without a sign-in: the one who asks, borrows, answers."""

from datetime import date

from django.db import models
from django.db.models import Q

from fanal.core.database.french_order import sort_key
from fanal.core.pages.search import holding, words_of
from fanal.core.people.data_map import DataMap
from fanal.core.tenancy import SchoolOwned, SchoolOwnedQuerySet


def polite_name(civility: str, given_name: str, family_name: str) -> str:
    """« Mme Martin », or « Claire Martin » where nobody said « Mme » or « M. »."""
    return f"{civility or given_name} {family_name}"


class PersonQuerySet(SchoolOwnedQuerySet):
    def by_name(self) -> "PersonQuerySet":
        """As a French list sorts: accents and case do not count."""
        return self.order_by(sort_key("family_name"), sort_key("given_name"))

    def named(self, typed: str) -> "PersonQuerySet":
        """Those whose name, address or job hold each word, accents and case aside."""
        return holding(self, typed, "given_name", "family_name", "email", "job") if words_of(typed) else self

    def holding_role(self, role: str, day: date) -> "PersonQuerySet":
        """Those who hold this function that day; no person has two periods on one day."""
        open_ended = Q(memberships__valid_until__isnull=True) | Q(memberships__valid_until__gte=day)
        return self.filter(open_ended, memberships__roles__contains=[role], memberships__valid_from__lte=day)

    def gone(self) -> "PersonQuerySet":
        """Those who left and whose name is still kept."""
        return self.filter(left_on__isnull=False).exclude(given_name="")

    def present(self) -> "PersonQuerySet":
        return self.filter(left_on__isnull=True)


class Person(SchoolOwned):
    """A member of the staff as the school knows them."""

    civility = models.CharField(
        "civilité",
        max_length=4,
        choices=[("", "Non précisée"), ("Mme", "Mme"), ("M.", "M.")],
        blank=True,
    )
    given_name = models.CharField("prénom", max_length=60)
    family_name = models.CharField("nom", max_length=60)
    email = models.EmailField(
        "courriel professionnel",
        blank=True,
        help_text="Il reçoit l’invitation. Ce qui s’écrit depuis cette adresse est à son nom.",
    )
    phone = models.CharField("téléphone professionnel", max_length=30, blank=True)
    job = models.CharField("fonction ou discipline", max_length=80, blank=True)
    left_on = models.DateField("parti le", null=True, blank=True)

    objects = PersonQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["school", "email"],
                name="person_email_once_a_school",
                condition=~models.Q(email=""),
            ),
        ]
        indexes = [models.Index(fields=["school", "family_name"], name="person_by_name")]

    DATA = DataMap(
        "savoir qui demande et qui répond", "identité, coordonnées professionnelles", "départ + 1 an"
    )
    JOURNAL_NAME = "accounts.person"

    def __str__(self) -> str:
        return f"{self.given_name} {self.family_name}"

    @property
    def is_written_to(self) -> bool:
        """Whether mails reach them: they have an address, and have not left."""
        return bool(self.email) and self.left_on is None

    @property
    def polite_name(self) -> str:
        """« Mme Martin »: how a message names a person."""
        return polite_name(self.civility, self.given_name, self.family_name)
