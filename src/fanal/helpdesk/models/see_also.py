"""« Voir aussi » : two requests that shed light on each other."""

from django.db import models
from django.db.models import F, Q

from fanal.core.people.data_map import DataMap
from fanal.core.tenancy import SameSchool, SchoolOwned
from fanal.helpdesk.models.request import HelpRequest


class SeeAlso(SchoolOwned):
    """One link read from both sides; `first` is always the older row."""

    first = models.ForeignKey(HelpRequest, models.PROTECT, related_name="+")
    second = models.ForeignKey(HelpRequest, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["school", "first", "second"], name="see_also_once"),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="see_also_in_one_order"),
            SameSchool("first"),
            SameSchool("second"),
        ]

    DATA = DataMap("dépanner", "none", "avec la demande")
    JOURNAL_NAME = "helpdesk.seealso"

    def __str__(self) -> str:
        return f"{self.first_id} et {self.second_id}"
