"""A proof of what a sheet says: an impact assessment, a contract with a processor, an information notice."""

from django.db import models

from fanal.core.files.attached_document import AttachedDocument
from fanal.core.people.data_map import DataMap
from fanal.core.tenancy import SameSchool
from fanal.privacy.models.processing import Processing


class ProcessingDocument(AttachedDocument):
    """One file of a sheet."""

    processing = models.ForeignKey(Processing, models.CASCADE, related_name="documents")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["school", "processing", "sha256"], name="processing_document_once"
            ),
            SameSchool("processing"),
        ]

    DATA = DataMap("prouver ce que dit une fiche du registre", "ce que dit le document", "avec le traitement")
    JOURNAL_NAME = "privacy.processingdocument"
