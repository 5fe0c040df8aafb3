"""A signature of an agreement: drawn on the screen, or on paper with its scan."""

from django.db import models

from fanal.core.attachments import Stored
from fanal.core.datamap import DataMap
from fanal.core.tenancy import SameSchool, SchoolOwned
from fanal.loans.models.loan import RETENTION, Loan
from fanal.loans.rules.signature import picture_of


class LoanSignature(SchoolOwned):
    """`drawing`: the path that we drew from the strokes. A paper has none, and its scan if one was joined."""

    loan = models.ForeignKey(Loan, models.CASCADE, related_name="signatures")
    name = models.CharField(
        "nom de qui signe", max_length=120, error_messages={"blank": "Écrivez le nom de qui signe."}
    )
    drawing = models.TextField("tracé", blank=True)
    file_name = models.CharField("nom du scan", max_length=120, blank=True)
    mime = models.CharField("type", max_length=60, blank=True)
    size = models.PositiveIntegerField("taille", default=0)
    sha256 = models.CharField("empreinte", max_length=64, blank=True)
    signed_at = models.DateTimeField("signé le")

    class Meta:
        constraints = [SameSchool("loan")]

    DATA = DataMap("prouver l’accord sur la convention", "nom et signature", RETENTION)
    JOURNAL_NAME = "loans.signature"
    JOURNALED = frozenset({"signed_at"})

    def __str__(self) -> str:
        return self.name

    @property
    def is_paper(self) -> bool:
        return not self.drawing

    @property
    def picture(self) -> str:
        return picture_of(self.drawing) if self.drawing else ""

    @property
    def stored(self) -> Stored:
        return Stored(self.file_name, self.mime, self.size, self.sha256, self.mime.startswith("image/"))
