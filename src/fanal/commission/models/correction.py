"""What is added to minutes that were approved."""

from django.db import models

from fanal.commission.models.meeting import Meeting
from fanal.commission.models.member import KEPT
from fanal.core.people.data_map import DataMap
from fanal.core.tenancy import SameSchool, SchoolOwned


class MinutesCorrection(SchoolOwned):
    """A line added to minutes that were approved: they stay as they were."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="corrections")
    text = models.CharField(
        "rectification", max_length=600, error_messages={"blank": "Écrivez la rectification."}
    )
    written_by = models.ForeignKey(
        "accounts.Person", models.SET_NULL, null=True, editable=False, related_name="+"
    )
    written_at = models.DateTimeField("écrite le", editable=False)

    class Meta:
        constraints = [SameSchool("meeting"), SameSchool("written_by")]

    DATA = DataMap("réunir la commission numérique", "qui rectifie", KEPT)
    JOURNAL_NAME = "commission.correction"

    def __str__(self) -> str:
        return self.text
