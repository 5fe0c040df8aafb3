"""A photo or a document joined to a request."""

from django.db import models

from fanal.core.files.attachments import Stored
from fanal.core.people.data_map import DataMap
from fanal.core.tenancy import SameSchool, SchoolOwned
from fanal.helpdesk.models.message import Message
from fanal.helpdesk.models.request import HelpRequest


class RequestFile(SchoolOwned):
    """A file of a request, and of one message when it came with it. Its bytes: `core.files.attachments`."""

    help_request = models.ForeignKey(HelpRequest, models.PROTECT, related_name="files")
    message = models.ForeignKey(Message, models.PROTECT, null=True, blank=True, related_name="files")
    name = models.CharField("nom", max_length=120)
    mime = models.CharField("type", max_length=100)
    size = models.PositiveIntegerField("taille, en octets")
    sha256 = models.CharField("empreinte", max_length=64)
    is_picture = models.BooleanField("image")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["school", "help_request", "sha256"], name="request_file_once"),
            SameSchool("help_request"),
            SameSchool("message"),
        ]

    DATA = DataMap("dépanner", "photo d’un équipement", "avec la demande")
    JOURNAL_NAME = "helpdesk.requestfile"

    def __str__(self) -> str:
        return self.name

    @property
    def stored(self) -> Stored:
        return Stored(self.name, self.mime, self.size, self.sha256, self.is_picture)
