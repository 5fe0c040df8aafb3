"""A sheet of the register of processing, what it has several of, and how it read when it was validated."""

from django.db import models
from django.db.models import Func, Prefetch

from fanal.core.people.data_map import DataMap
from fanal.core.tenancy import SameSchool, SchoolOwned, SchoolOwnedQuerySet
from fanal.privacy.models.fields import choice, codes, text
from fanal.privacy.rules.codes import (
    Controller,
    Data,
    Dpia,
    LegalBasis,
    People,
    ProcessingPartKind,
    ProcessingState,
    SecurityMeasure,
    Sensitive,
)
from fanal.privacy.rules.register import NOT_PUBLIC, Completeness, ProcessingRecord, completeness


class ProcessingQuerySet(SchoolOwnedQuerySet):
    def by_name(self) -> "ProcessingQuerySet":
        return self.order_by(Func("name", function="sort_key"), "pk")

    def going_on(self) -> "ProcessingQuerySet":
        return self.exclude(state=ProcessingState.ENDED)

    def kept(self) -> "ProcessingQuerySet":
        """Those that the head put in the register."""
        return self.filter(state=ProcessingState.KEPT)

    def with_parts(self) -> "ProcessingQuerySet":
        return self.prefetch_related(Prefetch("parts", ProcessingPart._default_manager.order_by("pk")))


class Processing(SchoolOwned):
    """One processing of personal data in the school. What it says of itself is in `rules/register.py`."""

    number = models.PositiveIntegerField("numéro")
    name = models.CharField(
        "nom du traitement",
        max_length=120,
        error_messages={"blank": "Donnez un nom au traitement, par exemple « Vie scolaire »."},
    )
    model_code = models.SlugField("modèle", max_length=40, blank=True)
    tool = models.CharField("logiciel ou application", max_length=120, blank=True)
    state = models.CharField(
        "état", max_length=10, choices=ProcessingState.choices(), default=ProcessingState.DRAFT
    )
    controller = choice("responsable de traitement", Controller, Controller.HEAD)
    controller_name = models.CharField(
        "l’autre responsable",
        max_length=160,
        blank=True,
        help_text="Le ministère, la collectivité, l’éditeur… si ce n’est pas le chef d’établissement seul.",
    )
    purposes = text("finalités", help_text="À quoi cela sert ; une par ligne.")
    legal_basis = models.CharField(
        "base légale",
        max_length=12,
        choices=[("", "À choisir"), *LegalBasis.choices()],
        blank=True,
        help_text=NOT_PUBLIC,
    )
    ground_words = models.CharField("texte ou précision", max_length=300, blank=True)
    people = codes("personnes concernées", People)
    data_kinds = codes("catégories de données", Data)
    data_words = text("précision sur les données")
    sensitive = codes("données sensibles", Sensitive, help_text="Aucune case : aucune donnée sensible.")
    sensitive_reason = text("pourquoi elles sont permises", 500)
    has_no_processor = models.BooleanField("il n’y a aucun sous-traitant", default=False)
    has_no_transfer = models.BooleanField("rien ne sort de l’Union européenne", default=False)
    measures = codes("mesures de sécurité", SecurityMeasure)
    measures_words = text("précision sur les mesures")
    dpia = choice("analyse d’impact (AIPD)", Dpia, Dpia.TO_SAY)
    dpia_reference = models.CharField(
        "référence de l’analyse, ou raison de ne pas en faire", max_length=300, blank=True
    )
    is_public = models.BooleanField(
        "montrer dans l’extrait public : finalités, base légale, personnes, données, durées", default=False
    )
    declared_by = models.ForeignKey("accounts.Person", models.SET_NULL, null=True, related_name="+")
    version = models.PositiveSmallIntegerField("dernière version", default=0)
    has_changed = models.BooleanField("modifié depuis cette version", default=True)
    made_on = models.DateField("créé le")
    changed_on = models.DateField("mis à jour le")
    ended_on = models.DateField("terminé le", null=True)

    objects = ProcessingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["school", "number"], name="processing_number_once"),
            SameSchool("declared_by"),
        ]

    DATA = DataMap("tenir le registre des traitements", "nom de qui déclare", "5 ans après la fin")
    JOURNAL_NAME = "privacy.processing"
    WRITTEN = (  # by whoever keeps the sheet
        "name",
        "tool",
        "controller",
        "controller_name",
        "purposes",
        "legal_basis",
        "ground_words",
        "people",
        "data_kinds",
        "data_words",
        "sensitive",
        "sensitive_reason",
        "has_no_processor",
        "has_no_transfer",
        "measures",
        "measures_words",
        "dpia",
        "dpia_reference",
        "is_public",
    )
    JOURNALED = (*WRITTEN, "state", "ended_on")

    def __str__(self) -> str:
        return self.name

    @property
    def sheet(self) -> ProcessingRecord:
        """What it says; its parts must be there (`with_parts`)."""
        parts: dict[ProcessingPartKind, int] = {}
        for part in self.parts.all():
            parts[ProcessingPartKind(part.kind)] = parts.get(ProcessingPartKind(part.kind), 0) + 1
        return ProcessingRecord(
            self.name,
            Controller(self.controller),
            self.controller_name,
            self.purposes,
            LegalBasis(self.legal_basis) if self.legal_basis else None,
            self.people,
            self.data_kinds,
            self.sensitive,
            self.sensitive_reason,
            self.measures,
            self.measures_words,
            Dpia(self.dpia),
            self.dpia_reference,
            parts,
            self.has_no_processor,
            self.has_no_transfer,
        )

    @property
    def completeness(self) -> Completeness:
        return completeness(self.sheet)


class ProcessingPart(SchoolOwned):
    """One of several: a retention, a recipient, a processor, a transfer. `detail`: how long, what for."""

    processing = models.ForeignKey(Processing, models.CASCADE, related_name="parts")
    kind = models.CharField("sorte", max_length=10, choices=ProcessingPartKind.choices())
    what = models.CharField("quoi, ou qui", max_length=160)
    detail = models.CharField("précision", max_length=300, blank=True)

    class Meta:
        constraints = [SameSchool("processing")]

    DATA = DataMap("tenir le registre des traitements", "none", "avec le traitement")
    JOURNAL_NAME = "privacy.processingpart"

    def __str__(self) -> str:
        return f"{self.what} : {self.detail}" if self.detail else self.what


class ProcessingVersion(SchoolOwned):
    """The sheet as the head put it in the register: what a reader was shown that day."""

    processing = models.ForeignKey(Processing, models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField("version")
    content = models.JSONField("la fiche")
    validated_by = models.ForeignKey("accounts.Person", models.SET_NULL, null=True, related_name="+")
    validated_at = models.DateTimeField("validée le")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["school", "processing", "number"], name="processing_version_once"
            ),
            SameSchool("processing"),
            SameSchool("validated_by"),
        ]

    DATA = DataMap("montrer le registre tel qu’il était", "nom de qui valide", "avec le traitement")
    JOURNAL_NAME = "privacy.processingversion"

    def __str__(self) -> str:
        return f"{self.number}"
