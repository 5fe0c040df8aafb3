"""A loan to a pupil, a family or somebody of the staff, and the guardians that an agreement names."""

from datetime import date
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db import models
from django.db.models import Count, Exists, F, Func, OuterRef, Q
from django.db.models.functions import Coalesce

from fanal.core.datamap import DataMap
from fanal.core.search import holding, words_of
from fanal.core.tenancy import SameSchool, SchoolOwned, SchoolOwnedQuerySet
from fanal.core.words import of
from fanal.equipment.policies.equipment import KEEPERS
from fanal.loans.rules.agreement import BORROWERS, BorrowerKind
from fanal.loans.rules.loan import LoanState, Outcome, count_words, is_late, number_in

if TYPE_CHECKING:
    from fanal.accounts.models.member import Member

STATES = [
    (LoanState.PREPARED.value, "À remettre"),
    (LoanState.OUT.value, "En cours"),
    (LoanState.CLOSED.value, "Rendu"),
    (LoanState.CANCELLED.value, "Annulé"),
]
ENDED = (LoanState.CLOSED, LoanState.CANCELLED)
RETENTION = "fin du prêt + 1 an, puis sans nom"


def by_family_name(to: str = "") -> list[Func]:
    """The order of borrowers, by family name then by the name kept. `to`: from an item, « loan__ »."""
    family_name = Coalesce(f"{to}pupil__family_name", f"{to}person__family_name", f"{to}borrower")
    return [Func(words, function="sort_key") for words in (family_name, F(f"{to}borrower"))]


class LoanQuerySet(SchoolOwnedQuerySet):
    def visible_to(self, member: "Member") -> "LoanQuerySet":
        """Those who keep the machines see all; others their own, and never those of a pupil."""
        here = self.for_school(member.school)
        if member.has(*KEEPERS):
            return here
        return here.filter(person=member.person) if member.person else here.none()

    def out(self) -> "LoanQuerySet":
        return self.filter(state=LoanState.OUT)

    def open(self) -> "LoanQuerySet":
        return self.filter(state__in=[LoanState.PREPARED, LoanState.OUT])

    def late(self, today: date) -> "LoanQuerySet":
        return self.out().filter(due_on__lt=today)

    def to_sign(self) -> "LoanQuerySet":
        """Whose agreement waits: prepared, or lent on a text that was never signed."""
        return self.open().filter(signed_on__isnull=True)

    def ended(self) -> "LoanQuerySet":
        return self.filter(state__in=ENDED)

    def matching(self, typed: str) -> "LoanQuerySet":
        """Where each word is found in the borrower, the class or the name of a machine; by its number too."""
        if not words_of(typed):
            return self
        numbered = Q(number=number) if (number := number_in(typed)) else Q(pk__in=[])
        items = apps.get_model("loans", "LoanItem").objects.for_school(OuterRef("school_id"))
        machines = holding(items.filter(loan=OuterRef("pk")), typed, "equipment__name", "equipment__serial")
        theirs = holding(self, typed, "borrower", "for_pupil", "class_code").values("pk")
        return self.filter(numbered | Q(pk__in=theirs) | Exists(machines))

    def with_counts(self) -> "LoanQuerySet":
        """How many machines, and how many of them are still out."""
        lent = ~Q(items__outcome=Outcome.CANCELLED)
        return self.annotate(
            total=Count("items", filter=lent), left=Count("items", filter=Q(items__outcome=Outcome.OUT))
        )

    def by_name(self) -> "LoanQuerySet":
        return self.order_by("class_code", *by_family_name(), "-number")

    def by_due(self) -> "LoanQuerySet":
        """The oldest due first; those without an end last."""
        return self.order_by(F("due_on").asc(nulls_last=True), "number")


class Loan(SchoolOwned):
    """One agreement, and what is lent under it. The borrower's name is kept apart from their record.

    A pupil's record goes three months after they left; a tablet may come back later. A family borrows through
    one of the guardians, who signs for themself: `for_pupil` is the pupil of the school it is for.
    """

    number = models.PositiveIntegerField("n°")
    pupil = models.ForeignKey("directory.Pupil", models.SET_NULL, null=True, related_name="+")
    person = models.ForeignKey("accounts.Person", models.PROTECT, null=True, related_name="+")
    borrower = models.CharField("à qui", max_length=130, blank=True)
    for_pupil = models.CharField("famille de", max_length=130, blank=True)
    class_code = models.CharField("classe", max_length=20, blank=True)
    borrower_kind = models.CharField(
        "emprunteur",
        max_length=6,
        choices=[(kind.value, words.one) for kind, words in BORROWERS.items()],
    )
    state = models.CharField("état", max_length=9, choices=STATES, default=LoanState.PREPARED)
    due_on = models.DateField(
        "échéance", null=True, blank=True, help_text="Aucune pour une dotation, rendue au départ."
    )
    agreement = models.JSONField("convention signée", default=dict)
    signed_on = models.DateField("signé le", null=True)
    handed_on = models.DateField("remis le", null=True)
    closed_on = models.DateField("terminé le", null=True)
    made_by = models.ForeignKey("accounts.Person", models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField("fait le")

    objects = LoanQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["school", "number"], name="loan_number_once"),
            models.CheckConstraint(
                condition=Q(pupil__isnull=True) | Q(person__isnull=True), name="loan_to_one_borrower"
            ),
            models.CheckConstraint(
                condition=Q(for_pupil="") | Q(borrower_kind=BorrowerKind.FAMILY.value),
                name="loan_for_a_pupil_by_a_family",
            ),
            SameSchool("pupil"),
            SameSchool("person"),
            SameSchool("made_by"),
        ]
        indexes = [
            models.Index(fields=["school", "state", "due_on"], name="loans_by_due"),
            models.Index(fields=["school", "pupil"], name="loans_of_pupil"),
            models.Index(fields=["school", "person"], name="loans_of_person"),
        ]

    DATA = DataMap(
        "savoir à qui du matériel est prêté, et le reprendre",
        "identité, classe, convention signée",
        RETENTION,
    )
    JOURNAL_NAME = "loans.loan"
    JOURNALED = frozenset({"state", "due_on", "signed_on", "handed_on", "closed_on"})

    total: int  # these two are set by `with_counts`
    left: int

    def __str__(self) -> str:
        return f"Prêt n° {self.number}"

    @property
    def named_guardians(self) -> list["Guardian"]:
        """In the order of the form."""
        return sorted(self.guardians.all(), key=attrgetter("place"))

    @property
    def given_signatures(self) -> list[Any]:
        """The first one first."""
        return sorted(self.signatures.all(), key=attrgetter("signed_at", "pk"))

    @property
    def is_for_pupil(self) -> bool:
        return self.borrower_kind == BorrowerKind.PUPIL

    @property
    def has_guardians(self) -> bool:
        return self.borrower_kind != BorrowerKind.STAFF

    @property
    def is_open(self) -> bool:
        return self.state not in ENDED

    @property
    def who(self) -> str:
        """« Mme Martin, famille de Zoé MARTIN (6A) »; once the name is gone, what it was."""
        if not self.borrower:
            return f"{self.get_borrower_kind_display()}, nom effacé"
        named = f"{self.borrower}, {self.family_words}" if self.for_pupil else self.borrower
        return f"{named} ({self.class_code})" if self.class_code else named

    @property
    def family_words(self) -> str:
        """« famille d’Alice MARTIN »; empty unless a family borrows."""
        return f"famille {of(self.for_pupil)}" if self.for_pupil else ""

    @property
    def count_words(self) -> str:
        return count_words(self.left, self.total)

    def is_late_on(self, today: date) -> bool:
        return is_late(self.state, self.due_on, today)

    def state_words_on(self, today: date) -> str:
        if self.is_late_on(today):
            return "En retard"
        if self.state == LoanState.PREPARED and self.signed_on is None:
            return "À signer"
        return str(self.get_state_display())

    def tone_on(self, today: date) -> str:
        if self.is_late_on(today):
            return "bad"
        tones: dict[Any, str] = {LoanState.PREPARED: "warn", LoanState.CLOSED: "ok"}
        return tones.get(self.state, "")


class Guardian(SchoolOwned):
    """Whom a pupil's agreement names, and where a letter goes. Two when parents live apart."""

    loan = models.ForeignKey(Loan, models.CASCADE, related_name="guardians")
    place = models.PositiveSmallIntegerField("rang")
    name = models.CharField("nom", max_length=120)
    address = models.CharField("adresse", max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["loan", "place"], name="guardian_place_once"),
            SameSchool("loan"),
        ]

    DATA = DataMap(
        "faire signer la convention, écrire aux familles", "nom et adresse des responsables", RETENTION
    )
    JOURNAL_NAME = "loans.guardian"
    JOURNALED = frozenset({"place"})

    def __str__(self) -> str:
        return f"{self.name}, {self.address}" if self.address else self.name
