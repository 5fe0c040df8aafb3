"""A loan to a pupil, a family or somebody of the staff, and the guardians that an agreement names."""

from datetime import date
from operator import attrgetter
from typing import Any

from django.db import models
from django.db.models import Q

from fanal.core.frozen.declaration import Frozen
from fanal.core.people.data_map import DataMap
from fanal.core.tenancy import SameSchool, SchoolOwned
from fanal.core.text.words import of
from fanal.loans.models.loan_queryset import ENDED, LoanQuerySet
from fanal.loans.rules.agreement import BORROWERS, BorrowerKind
from fanal.loans.rules.loan import LoanState, is_late
from fanal.loans.rules.signer import ALONE

STATES = [
    (LoanState.PREPARED.value, "À remettre"),
    (LoanState.OUT.value, "En cours"),
    (LoanState.CLOSED.value, "Rendu"),
    (LoanState.CANCELLED.value, "Annulé"),
]
RETENTION = "fin du prêt + 1 an (5 au plus si une perte ou un vol n’est pas réglé), puis sans nom"


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
    # The first signature freezes the text. Another one is asked for once each that was given is kept with it.
    FROZEN = Frozen(
        ("number", "borrower", "for_pupil", "person_id", "agreement", "signed_on?"),
        when="signed_on IS NOT NULL OR agreement <> '{}'",
        way="loan_is_asked_anew",
    )
    JOURNALED = frozenset({"state", "due_on", "signed_on", "handed_on", "closed_on"})

    def __str__(self) -> str:
        return f"Prêt n° {self.number}"

    @property
    def named_guardians(self) -> list["Guardian"]:
        """In the order of the form."""
        return sorted(self.guardians.all(), key=attrgetter("place"))

    @property
    def given_signatures(self) -> list[Any]:
        """Those of the text that holds, the first one first."""
        return [one for one in self.every_signature if one.replaced_on is None]

    @property
    def every_signature(self) -> list[Any]:
        """With those of a text that another one replaced."""
        return sorted(self.signatures.all(), key=attrgetter("signed_at", "pk"))

    @property
    def is_declared(self) -> bool:
        """Whether it is signed by what somebody noted of a paper alone: no scan of it is joined."""
        return self.signed_on is not None and any(one.is_declared for one in self.given_signatures)

    @property
    def unread_signatures(self) -> int:
        """How many of those that its text asks for nobody noted: its paper alone may bear them."""
        signatures = self.given_signatures
        if self.signed_on is None or not any(one.is_paper for one in signatures):
            return 0
        if any(one.quality in ALONE for one in signatures):
            return 0
        return max(0, int(self.agreement.get("signatures", 1)) - len(signatures))

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
