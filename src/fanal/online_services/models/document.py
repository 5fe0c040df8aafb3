"""A document of a service: its contract, its terms, a guide."""

from django.db import models

from fanal.core.attachments import Stored
from fanal.core.datamap import DataMap
from fanal.core.tenancy import SameSchool, SchoolOwned
from fanal.online_services.models.online_service import OnlineService


class ServiceDocument(SchoolOwned):
    """One file of a service. The bytes are in `core.attachments`."""

    service = models.ForeignKey(OnlineService, models.CASCADE, related_name="documents")
    name = models.CharField("nom", max_length=120)
    mime = models.CharField("type", max_length=100)
    size = models.PositiveIntegerField("taille, en octets")
    sha256 = models.CharField("empreinte", max_length=64)
    is_picture = models.BooleanField("image")
    joined_on = models.DateField("joint le")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["school", "service", "sha256"], name="service_document_once"),
            SameSchool("service"),
        ]

    DATA = DataMap(
        "garder le contrat d’un service", "ce que dit le document", "jusqu’à son retrait par l’établissement"
    )
    JOURNALED = ("name",)

    def __str__(self) -> str:
        return self.name

    @property
    def stored(self) -> Stored:
        return Stored(self.name, self.mime, self.size, self.sha256, self.is_picture)
