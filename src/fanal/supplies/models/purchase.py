"""What a licence and a contract have alike: a supplier, a price, a term that ends or renews by itself."""

from datetime import date, timedelta
from typing import TYPE_CHECKING, Self

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Count, ExpressionWrapper, F, OuterRef, Q, Subquery
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce
from django.db.models.lookups import GreaterThanOrEqual, LessThan, LessThanOrEqual

from fanal.accounts.models.roles import Role
from fanal.core.pages.search import holding, words_of
from fanal.core.tenancy import SchoolOwned, SchoolOwnedQuerySet
from fanal.equipment.models.equipment import EquipmentOwner
from fanal.equipment.policies.equipment import KEEPERS
from fanal.supplies.rules.purchase import ALERTS, LONGEST_NOTICE, UNDECIDED, Term, price_words

if TYPE_CHECKING:
    from fanal.accounts.models.member import Member

RETENTION = "fin + 5 ans"
READERS = (*KEEPERS, Role.TECHNICIAN)  # of purchases and of the stock; nobody else


def count_by(rows: models.QuerySet, link: str) -> Coalesce:
    """How many of these lead to each row of the question by `link`; a page counts for its own rows alone."""
    counted = rows.filter(**{link: OuterRef("pk")}).order_by().values(link).annotate(count=Count("pk"))
    return Coalesce(Subquery(counted.values("count")), 0)


# On which it is first said that one ends; on which one is last said to be late, when nobody decided about it.
WARNED_ON = ExpressionWrapper(F("decide_on") - timedelta(days=max(ALERTS)), models.DateField())
LAST_DAY = ExpressionWrapper(F("ends_on") + UNDECIDED, models.DateField())
# What must be decided first, first; those without an end last.
BY_END: list[str | Combinable] = [F("decide_on").asc(nulls_last=True), "name"]


def is_running(today: date) -> Q:
    """The condition of one that is not over: without an end, or renewed by itself until somebody notes it."""
    return Q(ends_on__isnull=True) | Q(ends_on__gte=today) | Q(is_tacit=True)


def is_to_decide(today: date) -> Q:
    """The condition of one to renew, to cancel or to let end, within ninety days."""
    return Q(decide_on__gte=today) & Q(LessThanOrEqual(WARNED_ON, today))


def is_late(today: date) -> Q:
    """The condition of one past its end, when nobody has said what follows: renewed until when, or let go."""
    is_unsettled = Q(decide_on__isnull=False) & Q(GreaterThanOrEqual(LAST_DAY, today))
    return Q(ends_on__lt=today) & (Q(is_tacit=True) | is_unsettled)


def is_over(today: date) -> Q:
    """The condition of one that ended while nobody is waited for: it was let go, or that was long ago."""
    is_settled = Q(decide_on__isnull=True) | Q(LessThan(LAST_DAY, today))
    return Q(ends_on__lt=today, is_tacit=False) & is_settled


class PurchaseQuerySet(SchoolOwnedQuerySet):
    searched: tuple[str, ...]  # each has its own columns

    def visible_to(self, member: "Member") -> Self:
        here = self.for_school(member.school)
        return here if member.has(*READERS) else here.none()

    def running(self, today: date) -> Self:
        return self.filter(is_running(today))

    def to_decide(self, today: date) -> Self:
        return self.filter(is_to_decide(today))

    def late(self, today: date) -> Self:
        return self.filter(is_late(today))

    def by_end(self) -> Self:
        return self.order_by(*BY_END)

    def matching(self, typed: str) -> Self:
        return holding(self, typed, *self.searched) if words_of(typed) else self


class Purchase(SchoolOwned):
    """`decide_on` is written by the action, from the end and the notice (`rules.purchase.decide_by`).

    It is empty once somebody lets it end (`Term.is_let_go`): nobody has to decide any more.
    """

    name: models.CharField  # each says it in its own words
    supplier = models.CharField("fournisseur", max_length=100, blank=True)
    order_reference = models.CharField("bon de commande ou marché", max_length=60, blank=True)
    payer = models.CharField(
        "qui paie ?", max_length=9, choices=EquipmentOwner, default=EquipmentOwner.SCHOOL
    )
    price_cents = models.PositiveIntegerField("prix, en euros", null=True, blank=True)
    is_yearly = models.BooleanField("ce prix est par an", default=True)
    starts_on = models.DateField(
        "début", help_text="Le premier jour.", error_messages={"blank": "Donnez le premier jour."}
    )
    ends_on = models.DateField("fin", null=True, blank=True, help_text="Le dernier jour. Vide : sans fin.")
    notice_months = models.PositiveSmallIntegerField(
        "préavis, en mois", default=0, validators=[MaxValueValidator(LONGEST_NOTICE)]
    )
    is_tacit = models.BooleanField(
        "se reconduit tacitement",
        default=False,
        help_text="Décochez une fois la résiliation envoyée : la fin sera alors la vraie fin.",
    )
    decide_on = models.DateField("à décider avant le", null=True, editable=False)
    note = models.TextField("remarque", max_length=1000, blank=True)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="%(class)s_ends_after_start"
            ),
            models.CheckConstraint(
                condition=Q(is_tacit=False) | Q(ends_on__isnull=False), name="%(class)s_tacit_has_an_end"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def term(self) -> Term:
        return Term(self.starts_on, self.ends_on, self.decide_on, self.is_tacit)

    @property
    def price_words(self) -> str:
        """« 1 250,00 € par an », or nothing when it is not known."""
        return price_words(self.price_cents, is_yearly=self.is_yearly)
