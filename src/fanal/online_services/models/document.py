"""A document of a service: its contract, its terms, a guide."""

from django.db import models

from fanal.core.files.attached_document import AttachedDocument
from fanal.core.people.data_map import DataMap
from fanal.core.tenancy import SameSchool
from fanal.online_services.models.online_service import OnlineService


class ServiceDocument(AttachedDocument):
    """One file of a service."""

    service = models.ForeignKey(OnlineService, models.CASCADE, related_name="documents")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["school", "service", "sha256"], name="service_document_once"),
            SameSchool("service"),
        ]

    DATA = DataMap(
        "garder le contrat d’un service", "ce que dit le document", "jusqu’à son retrait par l’établissement"
    )
    JOURNAL_NAME = "online_services.servicedocument"
