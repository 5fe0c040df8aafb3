"""The secret link by which a person's calendar program reads their own tasks."""

from django.db import models

from fanal.core.people.data_map import DataMap
from fanal.core.tenancy import SameSchool, SchoolOwned


class TaskFeed(SchoolOwned):
    """One a person. A new `seed` makes another link, and the old one opens nothing any more."""

    person = models.ForeignKey("accounts.Person", models.CASCADE, related_name="+")
    seed = models.CharField("tirage", max_length=32)
    made_at = models.DateTimeField("créé le")

    JOURNALED = frozenset({"made_at"})

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["school", "person"], name="task_feed_once"),
            SameSchool("person"),
        ]

    DATA = DataMap(
        "lire ses tâches dans son agenda",
        "à qui est le lien",
        "jusqu’à son retrait ou au départ",
        secrets=("seed",),
    )
    JOURNAL_NAME = "missions.taskfeed"

    def __str__(self) -> str:
        return str(self.person_id)
