"""How a person is told of requests, and the news that waits for the summary of the day."""

from django.db import models

from fanal.core.people.data_map import DataMap
from fanal.core.tenancy import SameSchool, SchoolOwned
from fanal.helpdesk.models.request import HelpRequest
from fanal.helpdesk.rules.notification_frequency import NotificationFrequency


class NoticeChoice(SchoolOwned):
    """What one person chose; without a row, each mail leaves at once."""

    person = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    frequency = models.CharField(
        "courriels des demandes",
        max_length=8,
        choices=NotificationFrequency.choices(),
        default=NotificationFrequency.EACH,
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["school", "person"], name="notice_choice_once"),
            SameSchool("person"),
        ]

    DATA = DataMap("prévenir comme chacun le veut", "choix d’une personne", "jusqu’au départ")
    JOURNAL_NAME = "helpdesk.noticechoice"
    JOURNALED = frozenset({"frequency"})

    def __str__(self) -> str:
        return NotificationFrequency(self.frequency).label


class WaitingNotice(SchoolOwned):
    """One piece of news for one person, until the summary that carries it is written.

    Without a request it is a reminder of something else, which `about` names.
    """

    person = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    help_request = models.ForeignKey(HelpRequest, models.PROTECT, null=True, related_name="+")
    key = models.CharField("clé d’unicité", max_length=120)
    about = models.CharField("de quoi", max_length=200)
    said = models.TextField("nouvelle")
    link = models.CharField("adresse", max_length=300, blank=True)
    is_for_team = models.BooleanField("pour l’équipe")
    needs_reader = models.BooleanField("attend quelque chose")
    written_at = models.DateTimeField("écrite le")
    # Of what can still be undone: no summary tells it before.
    not_before = models.DateTimeField("pas avant", null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["school", "key"], name="waiting_notice_once"),
            SameSchool("person"),
            SameSchool("help_request"),
        ]
        indexes = [models.Index(fields=["school", "person", "written_at"], name="waiting_notice_by_person")]

    DATA = DataMap(
        "prévenir par un seul courriel", "nouvelle d’une demande, rappel", "jusqu’au récapitulatif"
    )
    JOURNAL_NAME = "helpdesk.waitingnotice"

    def __str__(self) -> str:
        return self.key
