"""One machine of a loan, from the day it leaves to what became of it."""

from datetime import date

from django.db import models

from fanal.core.people.data_map import DataMap
from fanal.core.tenancy import SameSchool, SchoolOwned, SchoolOwnedQuerySet
from fanal.equipment.models import Custody, Equipment
from fanal.equipment.rules import states
from fanal.equipment.rules.kinds import KIND_ICONS
from fanal.loans.models.loan import RETENTION, Loan
from fanal.loans.rules.loan import GONE, LABELS, Outcome, undo_refusals


class LoanItemQuerySet(SchoolOwnedQuerySet):
    def out(self) -> "LoanItemQuerySet":
        """Not back yet, of loans that run or are prepared."""
        return self.filter(outcome=Outcome.OUT)

    def with_machine(self) -> "LoanItemQuerySet":
        return self.select_related("equipment__type", "custody").order_by("pk")


class LoanItem(SchoolOwned):
    """When it was out is its custody. `replaces`: the machine of this loan that it was exchanged for."""

    loan = models.ForeignKey(Loan, models.PROTECT, related_name="items")
    equipment = models.ForeignKey(Equipment, models.PROTECT, related_name="loan_items")
    custody = models.OneToOneField(Custody, models.PROTECT, related_name="loan_item")
    replaces = models.OneToOneField("self", models.PROTECT, null=True, related_name="replaced_by")
    accessories = models.CharField(
        "accessoires", max_length=200, blank=True, help_text="Par exemple « chargeur, câble, housse »."
    )
    state_out = models.CharField(
        "état à la remise",
        max_length=200,
        blank=True,
        help_text="Par exemple « neuf », « une rayure au dos » : rien sur la personne.",
    )
    outcome = models.CharField(
        "retour",
        max_length=9,
        choices=[(code.value, label) for code, label in LABELS.items()],
        default=Outcome.OUT,
    )
    ended_on = models.DateField("rendu le", null=True)
    remark = models.CharField("état au retour", max_length=300, blank=True)
    complaint = models.CharField("n° du dépôt de plainte", max_length=60, blank=True)
    insurer = models.CharField("assureur prévenu", max_length=100, blank=True)
    decision = models.CharField(
        "ce qui est décidé, et par qui",
        max_length=200,
        blank=True,
        help_text="Fanal ne facture rien : l’établissement décide d’après sa convention.",
    )

    objects = LoanItemQuerySet.as_manager()

    class Meta:
        constraints = [
            SameSchool("loan"),
            SameSchool("equipment"),
            SameSchool("custody"),
            SameSchool("replaces"),
        ]
        indexes = [models.Index(fields=["school", "outcome"], name="loan_items_by_outcome")]

    DATA = DataMap("suivre le matériel prêté", "ce qui est arrivé au matériel", RETENTION)
    JOURNAL_NAME = "loans.item"
    JOURNALED = frozenset({"equipment", "outcome", "ended_on"})

    def __str__(self) -> str:
        return f"{self.equipment}"

    def can_undo_on(self, today: date) -> bool:
        """Whether its return may be said to be a mistake; needs `replaced_by`."""
        is_exchanged = hasattr(self, "replaced_by")
        return not undo_refusals(self.outcome, self.ended_on, today, is_exchanged=is_exchanged)

    @property
    def is_gone(self) -> bool:
        """Lost or stolen."""
        return self.outcome in GONE

    @property
    def is_harmed(self) -> bool:
        """Whether something may still be said of it."""
        return self.is_gone or self.outcome == Outcome.DAMAGED

    @property
    def lacks_complaint(self) -> bool:
        return self.outcome == Outcome.STOLEN and not self.complaint

    @property
    def gone_words(self) -> str:
        """What its record says of a machine that is still to come back and never may; empty else."""
        is_gone = self.outcome == Outcome.OUT and self.equipment.state in states.GONE
        return f"noté {self.equipment.get_state_display().lower()} dans l’inventaire" if is_gone else ""

    @property
    def details(self) -> list[str]:
        """What was noted of its return, a line each."""
        lines = {
            "": self.remark,
            "Plainte n° ": self.complaint,
            "Assureur : ": self.insurer,
            "Décidé : ": self.decision,
        }
        details = [f"{label}{words}" for label, words in lines.items() if words]
        return ["Plainte à venir : donnez-en le numéro", *details] if self.lacks_complaint else details

    @property
    def icon(self) -> str:
        return KIND_ICONS[self.equipment.type.kind]

    @property
    def tone(self) -> str:
        tones = {"back": "ok", "owned": "ok", "damaged": "warn", "lost": "bad", "stolen": "bad"}
        return tones.get(self.outcome, "")
