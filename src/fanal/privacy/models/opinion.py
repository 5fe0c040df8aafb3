"""What the data protection officer wrote of a sheet, asked or not, and what the head answered."""

from django.db import models
from django.db.models import Exists, OuterRef, Q

from fanal.core.frozen.declaration import Frozen
from fanal.core.people.data_map import DataMap
from fanal.core.tenancy import SameSchool, SchoolOwned, SchoolOwnedQuerySet
from fanal.privacy.models import fields
from fanal.privacy.models.processing import Processing
from fanal.privacy.rules.codes import ProcessingState
from fanal.privacy.rules.opinions import (
    LONGEST,
    TONES,
    OpinionDecision,
    OpinionOutcome,
    OpinionSubject,
    SheetRead,
)

OUTCOMES = [("", "À choisir"), *OpinionOutcome.choices()]
DECISIONS = [("", "À choisir"), *OpinionDecision.choices()]


class DelegateOpinionQuerySet(SchoolOwnedQuerySet):
    def awaited(self) -> "DelegateOpinionQuerySet":
        """Those that the school asked for, and that nobody wrote yet."""
        return self.filter(written_at=None).exclude(processing__state=ProcessingState.ENDED)

    def to_answer(self) -> "DelegateOpinionQuerySet":
        """Those that wait for the head, as `with_turn` says."""
        return self.with_turn().filter(is_to_answer=True)

    def with_turn(self) -> "DelegateOpinionQuerySet":
        """Each says whether it waits for the head, and whether a later one on its subject replaced it.

        An opinion on a sheet that ended waits for nobody.
        """
        later = DelegateOpinion.objects.for_school(OuterRef("school_id")).filter(
            processing=OuterRef("processing"),
            about=OuterRef("about"),
            written_at__gt=OuterRef("written_at"),
        )
        is_waiting = Q(written_at__isnull=False, decided_at=None, is_replaced=False)
        return self.annotate(is_replaced=Exists(later)).annotate(
            is_to_answer=is_waiting & ~Q(processing__state=ProcessingState.ENDED)
        )

    def in_order(self) -> "DelegateOpinionQuerySet":
        """Those that are asked first, then the latest."""
        return self.order_by(models.F("written_at").desc(nulls_first=True), "-pk")


class DelegateOpinion(SchoolOwned):
    """One opinion on one sheet. `asked_at` is empty when the officer wrote without being asked."""

    processing = models.ForeignKey(Processing, models.CASCADE, related_name="opinions")
    about = models.CharField(
        "sur quoi", max_length=10, choices=OpinionSubject.choices(), default=OpinionSubject.SHEET
    )
    asked_by = models.ForeignKey("accounts.Person", models.SET_NULL, null=True, related_name="+")
    asked_at = models.DateTimeField("demandé le", null=True)
    outcome = models.CharField("avis", max_length=14, choices=OUTCOMES, blank=True)
    text = fields.text(
        "ce que vous en dites",
        LONGEST,
        help_text="Une fois envoyé, l’avis ne change plus : une correction est un nouvel avis. "
        "N’y nommez personne sans nécessité.",
    )
    sheet_version = models.PositiveSmallIntegerField("version de la fiche", null=True)
    sheet_has_changed = models.BooleanField("fiche modifiée depuis cette version", default=False)
    author_name = models.CharField("de qui", max_length=160, blank=True)
    written_at = models.DateTimeField("donné le", null=True)
    decision = models.CharField("ce que vous décidez", max_length=14, choices=DECISIONS, blank=True)
    decision_text = fields.text(
        "pourquoi",
        LONGEST,
        help_text="Vous décidez, en tant que responsable de traitement. Si vous ne suivez pas l’avis, ou pas "
        "en entier, vos raisons restent avec la fiche.",
    )
    decided_by = models.ForeignKey("accounts.Person", models.SET_NULL, null=True, related_name="+")
    decided_at = models.DateTimeField("répondu le", null=True)

    objects = DelegateOpinionQuerySet.as_manager()

    is_replaced: bool  # these two are set by `with_turn`
    is_to_answer: bool

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["school", "processing"], condition=Q(written_at=None), name="opinion_asked_once"
            ),
            models.CheckConstraint(
                condition=Q(written_at=None, outcome="") | Q(written_at__isnull=False) & ~Q(outcome=""),
                name="opinion_written_whole",
            ),
            models.CheckConstraint(
                condition=Q(decided_at=None, decision="")
                | Q(written_at__isnull=False, decided_at__isnull=False) & ~Q(decision=""),
                name="opinion_decided_whole",
            ),
            models.CheckConstraint(
                condition=Q(asked_at__isnull=False) | Q(written_at__isnull=False), name="opinion_of_somebody"
            ),
            SameSchool("processing"),
            SameSchool("asked_by"),
            SameSchool("decided_by"),
        ]

    DATA = DataMap(
        "garder l’avis du délégué à la protection des données, et ce que la direction en a décidé",
        "nom du délégué, qui demande et qui répond",
        "avec le traitement",
    )
    JOURNAL_NAME = "privacy.delegateopinion"
    # Never the two texts: they are frozen here, and may name people.
    JOURNALED = frozenset({"about", "outcome", "sheet_version", "written_at", "decision", "asked_at"})
    FROZEN = Frozen(
        (
            "processing_id",
            "about",
            "asked_by_id",
            "asked_at",
            "outcome",
            "text",
            "sheet_version",
            "sheet_has_changed",
            "author_name",
            "written_at",
            "decision?",
            "decision_text?",
            "decided_by_id?",
            "decided_at?",
        ),
        when="written_at IS NOT NULL",
    )

    def __str__(self) -> str:
        return self.get_outcome_display() if self.outcome else "Avis demandé"

    @property
    def tone(self) -> str:
        return TONES[OpinionOutcome(self.outcome)] if self.outcome else ""

    @property
    def subject_words(self) -> str:
        """« La fiche, version 2 », « L’analyse d’impact (AIPD), fiche modifiée depuis la version 2 »."""
        sheet = SheetRead(self.sheet_version or 0, self.sheet_has_changed).words
        about = OpinionSubject(self.about)
        return f"{about.label}, {sheet}" if about == OpinionSubject.SHEET else f"{about.label}, fiche {sheet}"
