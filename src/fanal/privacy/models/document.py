"""A proof of what a sheet says: an impact assessment, a contract with a processor, an information notice."""

from django.db import models

from fanal.core.attachments import Stored
from fanal.core.datamap import DataMap
from fanal.core.tenancy import SameSchool, SchoolOwned
from fanal.privacy.models.processing import Processing


class ProcessingDocument(SchoolOwned):
    """One file of a sheet. The bytes are in `core.attachments`."""

    processing = models.ForeignKey(Processing, models.CASCADE, related_name="documents")
    name = models.CharField("nom", max_length=120)
    mime = models.CharField("type", max_length=100)
    size = models.PositiveIntegerField("taille, en octets")
    sha256 = models.CharField("empreinte", max_length=64)
    is_picture = models.BooleanField("image")
    joined_on = models.DateField("joint le")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["school", "processing", "sha256"], name="processing_document_once"
            ),
            SameSchool("processing"),
        ]

    DATA = DataMap("prouver ce que dit une fiche du registre", "ce que dit le document", "avec le traitement")

    def __str__(self) -> str:
        return self.name

    @property
    def stored(self) -> Stored:
        return Stored(self.name, self.mime, self.size, self.sha256, self.is_picture)
