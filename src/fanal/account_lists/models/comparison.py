"""One comparison of a service's account list with the directory: its counts, and nothing of the people."""

from django.db import models
from django.db.models import F

from fanal.core.people.data_map import DataMap
from fanal.core.tenancy import SameSchool, SchoolOwned
from fanal.online_services.models.online_service import OnlineService


class Comparison(SchoolOwned):
    """The list waits in its `Import` while its columns are looked at; its lines go once it is compared.

    Every line read is in one count: `matched` to somebody present, `left_out` (guardians), and so on.
    """

    service = models.ForeignKey(OnlineService, models.CASCADE, related_name="comparisons")
    imported = models.OneToOneField("core.Import", models.CASCADE, related_name="+")
    # A long list is compared after the answer: since when, whom for, and why it stopped.
    waiting_since = models.DateTimeField("attend depuis", null=True)
    asked_by = models.ForeignKey("accounts.Person", models.SET_NULL, null=True, related_name="+")
    stopped = models.JSONField("raisons de l’arrêt", default=list)
    is_doubtful = models.BooleanField("demande une confirmation", default=False)
    compared_on = models.DateField("comparée le", null=True)
    matched = models.PositiveIntegerField("reconnus", default=0)
    orphan = models.PositiveIntegerField("orphelins", default=0)
    shared = models.PositiveIntegerField("partagés", default=0)
    doubt = models.PositiveIntegerField("à reconnaître", default=0)
    left_out = models.PositiveIntegerField("responsables, laissés de côté", default=0)
    repeated = models.PositiveIntegerField("lignes du même compte", default=0)
    refused = models.PositiveIntegerField("lignes sans personne", default=0)
    read = models.PositiveIntegerField("lignes lues", default=0)
    never_seen = models.PositiveIntegerField("jamais connectés", default=0)
    strange_dates = models.PositiveIntegerField("dates illisibles", default=0)
    found = models.JSONField("écarts, par sorte", default=dict)
    profiles = models.JSONField("profils les plus écrits", default=dict)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(
                    read=F("matched")
                    + F("orphan")
                    + F("shared")
                    + F("doubt")
                    + F("left_out")
                    + F("repeated")
                    + F("refused")
                ),
                name="comparison_counts_every_line",
            ),
            SameSchool("service"),
            SameSchool("imported"),
            SameSchool("asked_by"),
        ]
        indexes = [models.Index(fields=["school", "service", "-compared_on"], name="comparison_latest")]

    DATA = DataMap(
        "suivre les écarts d’un service dans le temps", "qui l’attend, le temps de la faire", "vie du service"
    )
    JOURNAL_NAME = "online_services.comparison"

    def __str__(self) -> str:
        return f"Comparaison du {self.compared_on:%d/%m/%Y}" if self.compared_on else "Comparaison à finir"
