"""A line of an exit or arrival sheet that somebody ticked."""

from datetime import datetime, timedelta

from django.db import models
from django.db.models import Q

from fanal.core.people.arrivals_departures import ARRIVAL, DEPARTURE
from fanal.core.people.data_map import DataMap
from fanal.core.tenancy import SameSchool, SchoolOwned, SchoolOwnedQuerySet

KEPT = timedelta(days=365)
# Two codes say something of the sheet itself.
STAYS, CLOSED = "stays", "closed"


class ChecklistTickQuerySet(SchoolOwnedQuerySet):
    def of_sheet(self, sheet: str, since: datetime) -> "ChecklistTickQuerySet":
        """Those of this sheet that are not of an earlier stay."""
        return self.filter(sheet=sheet, done_at__gte=since)


class ChecklistTick(SchoolOwned):
    """`code` is a step's; `stays`: somebody said that this person is still here; `closed`: the sheet is done.

    Not unique by person: whoever ticks holds the row of the person, and records that are joined keep both.
    """

    person = models.ForeignKey("accounts.Person", models.CASCADE, null=True, related_name="+")
    pupil = models.ForeignKey("directory.Pupil", models.CASCADE, null=True, related_name="+")
    sheet = models.CharField("fiche", max_length=9, choices=[(DEPARTURE, "départ"), (ARRIVAL, "arrivée")])
    code = models.CharField("ligne", max_length=40)
    done_at = models.DateTimeField("cochée le")
    done_by = models.ForeignKey("accounts.Person", models.SET_NULL, null=True, related_name="+")

    objects = ChecklistTickQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(person__isnull=False, pupil__isnull=True)
                | Q(person__isnull=True, pupil__isnull=False),
                name="sheet_tick_of_one_sort",
            ),
            SameSchool("person"),
            SameSchool("pupil"),
            SameSchool("done_by"),
        ]
        indexes = [
            models.Index(fields=["school", "person", "sheet"], name="sheet_ticks_of_person"),
            models.Index(fields=["school", "pupil"], name="sheet_ticks_of_pupil"),
        ]

    DATA = DataMap("suivre arrivées et départs", "qui a fait quoi, quand", "un an, ou avec la personne")
    JOURNAL_NAME = "directory.sheettick"

    def __str__(self) -> str:
        return self.code
