"""What points to an objective: a licence, a practice sheet, a session, by its name in the journal."""

from django.db import models

from fanal.core.people.data_map import DataMap
from fanal.core.tenancy import SameSchool, SchoolOwned
from fanal.steering.models.objective import Objective
from fanal.steering.models.version import RETENTION


class ObjectiveLink(SchoolOwned):
    """One thing serves one objective. `kind` and `row` name it (`supplies.licence`, 12): no key leads to it.

    A thing that is gone leaves its link, which counts no more (`reading.links`).
    """

    objective = models.ForeignKey(Objective, models.CASCADE, related_name="links")
    kind = models.CharField("sorte", max_length=40)
    row = models.CharField("lequel", max_length=40)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["school", "kind", "row"], name="objective_link_once"),
            SameSchool("objective"),
        ]

    DATA = DataMap("dire ce qui sert un objectif du projet numérique", "none", RETENTION)
    JOURNAL_NAME = "steering.link"

    def __str__(self) -> str:
        return f"{self.kind}:{self.row}"
