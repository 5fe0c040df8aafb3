"""The head’s word that papers whose time is over may go: which sorts, up to which day, what says so."""

from datetime import date

from django.contrib.postgres.fields import ArrayField
from django.db import models

from fanal.core.frozen.declaration import Frozen
from fanal.core.people.data_map import DataMap
from fanal.core.tenancy import SameSchool, SchoolOwned, SchoolOwnedQuerySet
from fanal.privacy.rules.archives import ReleaseGround


class ArchiveReleaseQuerySet(SchoolOwnedQuerySet):
    def latest_day(self, rule: str) -> date | None:
        """Up to which day the papers of this rule of retention may go."""
        rows = self.filter(sorts__contains=[rule]).exclude(ground=ReleaseGround.NOTHING)
        return rows.order_by("-until").values_list("until", flat=True).first()


class ArchiveRelease(SchoolOwned):
    """One statement, never changed: it is the proof that an elimination was allowed.

    `sorts`: the rules of retention whose papers it lets go, since a visa bears on a list of documents.
    """

    sorts = ArrayField(
        models.CharField(max_length=60),
        verbose_name="ce qui peut s’effacer",
        help_text="Seulement ce que le visa ou le bordereau nomme.",
    )
    until = models.DateField(
        "papiers dont la durée est finie le",
        help_text="Ceux dont la durée finit après ce jour attendent la prochaine fois.",
        error_messages={"blank": "Donnez un jour."},
    )
    ground = models.CharField("ce qui le permet", max_length=8, choices=ReleaseGround.choices())
    reference = models.CharField(
        "référence",
        max_length=200,
        help_text="Numéro et date du visa ou du bordereau de versement.",
        error_messages={"blank": "Donnez la référence : elle prouve que l’élimination était permise."},
    )
    released_at = models.DateTimeField("dit le")
    released_by = models.ForeignKey("accounts.Person", models.SET_NULL, null=True, related_name="+")

    objects = ArchiveReleaseQuerySet.as_manager()

    class Meta:
        constraints = [SameSchool("released_by")]
        indexes = [models.Index(fields=["school", "-until"], name="archive_release_by_day")]

    DATA = DataMap("n’effacer des archives publiques qu’avec le visa", "qui l’a dit", "avec l’établissement")
    JOURNAL_NAME = "privacy.archiverelease"
    JOURNALED = ("sorts", "until", "ground", "reference")
    WRITTEN = ("sorts", "until", "ground", "reference")
    FROZEN = Frozen(("sorts", "until", "ground", "reference", "released_at", "released_by_id"))

    def __str__(self) -> str:
        return f"jusqu’au {self.until:%d/%m/%Y}"
