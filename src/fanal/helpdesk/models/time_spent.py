"""The time somebody of the team spent on a request: it proves the work of the mission."""

from django.db import models
from django.db.models import Q

from fanal.core.people.data_map import DataMap
from fanal.core.tenancy import SameSchool, SchoolOwned
from fanal.helpdesk.models.request import HelpRequest
from fanal.helpdesk.rules.time_spent import LONGEST, SHORTEST


class TimeSpent(SchoolOwned):
    """Some minutes of one person on one request, on one day."""

    help_request = models.ForeignKey(HelpRequest, models.PROTECT, related_name="times")
    person = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    minutes = models.PositiveSmallIntegerField("minutes")
    day = models.DateField("jour")
    noted_at = models.DateTimeField("noté le")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(minutes__range=(SHORTEST, LONGEST)), name="time_spent_is_of_one_day"
            ),
            SameSchool("help_request"),
            SameSchool("person"),
        ]
        indexes = [
            models.Index(fields=["school", "person", "day"], name="time_of_person"),
            models.Index(fields=["school", "help_request"], name="time_of_request"),
        ]

    DATA = DataMap("prouver le travail de la mission", "temps passé par une personne", "avec la demande")
    JOURNAL_NAME = "helpdesk.timespent"

    def __str__(self) -> str:
        return f"{self.minutes} min"
