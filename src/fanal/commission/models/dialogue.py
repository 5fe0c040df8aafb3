"""The dialogue file of a school year: what the school hands to the authority that equips it."""

from django.db import models
from django.db.models import Q

from fanal.core.files.attachments import Stored
from fanal.core.people.data_map import DataMap
from fanal.core.tenancy import SameSchool, SchoolOwned

PDF, ODT = "application/pdf", "application/vnd.oasis.opendocument.text"


class DialogueFile(SchoolOwned):
    """One making of it, by a job: the two files are kept as they were made that day."""

    number = models.PositiveIntegerField("numéro")
    school_year = models.CharField("année scolaire", max_length=9, editable=False)
    needs = models.TextField(
        "les besoins, le plus important d’abord",
        max_length=2500,
        blank=True,
        help_text="Une ligne par besoin : quoi, combien, pour quel usage.",
    )
    uses = models.TextField(
        "les usages à faire connaître",
        max_length=2500,
        blank=True,
        help_text="Ce que les classes font du matériel ; les chiffres s’ajoutent tout seuls.",
    )
    asked_by = models.ForeignKey(
        "accounts.Person", models.SET_NULL, null=True, editable=False, related_name="+"
    )
    asked_at = models.DateTimeField("demandé le", editable=False)
    made_at = models.DateTimeField("préparé le", null=True, editable=False)
    pdf_sha256 = models.CharField(max_length=64, default="", editable=False)
    odt_sha256 = models.CharField(max_length=64, default="", editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["school", "number"], name="dialogue_file_number_once"),
            models.CheckConstraint(
                condition=Q(made_at__isnull=True) | ~Q(pdf_sha256="", odt_sha256=""),
                name="dialogue_file_made_is_kept",
            ),
            SameSchool("asked_by"),
        ]
        indexes = [models.Index(fields=["school", "school_year"], name="dialogue_file_of_year")]

    DATA = DataMap("préparer le dialogue avec la collectivité", "qui le demande", "5 ans")
    JOURNAL_NAME = "commission.dialogue"
    JOURNALED = frozenset({"school_year", "asked_by"})

    def __str__(self) -> str:
        return f"Dossier de dialogue n° {self.number}"

    def stored(self, form: str) -> Stored:
        """The kept file of this form, « pdf » or « odt »."""
        sha256, mime = (self.pdf_sha256, PDF) if form == "pdf" else (self.odt_sha256, ODT)
        return Stored(f"dossier-de-dialogue-{self.school_year}.{form}", mime, 0, sha256, is_picture=False)
