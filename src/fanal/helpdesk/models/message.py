"""What was said on a request: to everyone on it, or between those who handle it."""

from django.db import models

from fanal.core.people.data_map import DataMap
from fanal.core.tenancy import SameSchool, SchoolOwned


class Message(SchoolOwned):
    """One message of the thread. `audience` says who may read it."""

    class Audience(models.TextChoices):
        EVERYONE = "everyone", "Visible du demandeur"
        TEAM = "team", "Visible de l’équipe seulement"

    class Channel(models.TextChoices):
        PAGE = "page", ""
        MAIL = "mail", "par courriel"
        LINK = "link", "par le lien reçu"
        AUTHORITY = "authority", "par courriel"
        TOLD = "told", "à la collectivité, par courriel"

    help_request = models.ForeignKey("helpdesk.HelpRequest", models.PROTECT, related_name="messages")
    author = models.ForeignKey("accounts.Person", models.PROTECT, null=True, blank=True, related_name="+")
    author_name = models.CharField("signé", max_length=120)
    text = models.TextField("message", max_length=8000)
    audience = models.CharField("visible de", max_length=8, choices=Audience, default=Audience.EVERYONE)
    channel = models.CharField("arrivé par", max_length=10, choices=Channel, default=Channel.PAGE)
    # The received mail it was read in (`IncomingMail.reference`), as long as that one is kept.
    mail_reference = models.CharField("courriel reçu", max_length=16, blank=True)
    written_at = models.DateTimeField("écrit le")

    class Meta:
        constraints = [SameSchool("help_request"), SameSchool("author")]
        indexes = [models.Index(fields=["school", "help_request", "written_at"], name="message_thread")]

    DATA = DataMap("dépanner", "échanges sur une demande", "avec la demande")
    JOURNAL_NAME = "helpdesk.message"

    def __str__(self) -> str:
        return f"message {self.pk}"

    @property
    def look(self) -> str:
        if self.audience == self.Audience.TEAM:
            return "internal"
        return "partner" if self.channel in {self.Channel.AUTHORITY, self.Channel.TOLD} else "public"
