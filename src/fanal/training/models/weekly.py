"""What the plan of a school reads all through one week: how many needed each subject when it began."""

from typing import Any

from django.db import models

from fanal.core.people.data_map import DataMap
from fanal.core.tenancy import SchoolOwned
from fanal.training.models.subject import TEAM_RETENTION
from fanal.training.rules.need import NeedCounts, counts_of_data


class WeeklyNeeds(SchoolOwned):
    """`counts`: by subject, groups that may be shown. A number that grows at once says who just spoke."""

    week = models.DateField("semaine du")
    counts = models.JSONField("nombres", default=dict)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["school"], name="weekly_needs_once")]

    DATA = DataMap("préparer le plan de formation", "none", TEAM_RETENTION)
    JOURNAL_NAME = "training.weekly_needs"

    def __str__(self) -> str:
        return f"Besoins de la semaine du {self.week}"

    @property
    def by_subject(self) -> dict[int, NeedCounts]:
        kept: dict[str, Any] = self.counts
        return {int(subject): counts_of_data(data) for subject, data in kept.items()}
