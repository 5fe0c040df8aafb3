"""A request waits for the end of a service's outage, with all those that say the same."""

from django.db import models

from fanal.core.people.data_map import DataMap
from fanal.core.tenancy import SameSchool, SchoolOwned, SchoolOwnedQuerySet
from fanal.helpdesk.models.request import HelpRequest


class OutageLinkQuerySet(SchoolOwnedQuerySet):
    def waiting(self) -> "OutageLinkQuerySet":
        """Whose asker was not told of the end yet."""
        return self.filter(told_at=None)


class OutageLink(SchoolOwned):
    """`period` is the state it was linked to; those that follow it are the same outage until `told_at`."""

    help_request = models.ForeignKey(HelpRequest, models.PROTECT, related_name="outage_links")
    period = models.ForeignKey("service_status.StatePeriod", models.CASCADE, related_name="+")
    told_at = models.DateTimeField("fin annoncée le", null=True)

    objects = OutageLinkQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["school", "help_request"],
                condition=models.Q(told_at=None),
                name="outage_awaited_once",
            ),
            SameSchool("help_request"),
            SameSchool("period"),
        ]
        indexes = [models.Index(fields=["school", "period"], name="outage_links_of_period")]

    DATA = DataMap("prévenir de la fin d’une panne", "none", "avec l’état du service")
    JOURNAL_NAME = "helpdesk.outagelink"

    def __str__(self) -> str:
        return f"{self.help_request_id} attend {self.period_id}"


class OutageFollower(SchoolOwned):
    """« Me prévenir quand ça remarche »: somebody without a request; the row goes when they are told."""

    service = models.ForeignKey("online_services.OnlineService", models.CASCADE, related_name="+")
    person = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    asked_at = models.DateTimeField("demandé le")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["school", "service", "person"], name="outage_followed_once"),
            SameSchool("service"),
            SameSchool("person"),
        ]

    DATA = DataMap(
        "prévenir de la fin d’une panne", "qui veut le savoir", "jusqu’à la fin de la panne, 90 jours au plus"
    )
    JOURNAL_NAME = "helpdesk.outagefollower"

    def __str__(self) -> str:
        return f"{self.person_id} attend {self.service_id}"
