"""Records of one machine that became one, and records that somebody said to be of two machines."""

from django.db import models
from django.db.models import F, Q

from fanal.core.people.data_map import DataMap
from fanal.core.tenancy import SameSchool, SchoolOwned, SchoolOwnedQuerySet
from fanal.equipment.models.equipment import Equipment

RETENTION_DAYS = 92


class EquipmentMergeQuerySet(SchoolOwnedQuerySet):
    def standing(self) -> "EquipmentMergeQuerySet":
        return self.filter(undone_at__isnull=True)

    def numbered(self, number: int | None) -> "EquipmentMergeQuerySet":
        """That of the record of this number, which went into another."""
        return self.standing().filter(gone_number=number)


class EquipmentMerge(SchoolOwned):
    """A record that went into another. Its number leads to the one that was kept.

    `gone_key`: the id that its lines of the journal name. `memory`: what separating them needs, for
    `RETENTION_DAYS`; empty afterwards, and once they are separated.
    """

    kept = models.ForeignKey(Equipment, models.CASCADE, related_name="merges")
    gone_key = models.BigIntegerField("clé de la fiche réunie")
    gone_number = models.PositiveIntegerField("n° de la fiche réunie")
    memory = models.JSONField("ce qu’il faut pour séparer", default=dict)
    merged_by = models.ForeignKey("accounts.Person", models.SET_NULL, null=True, related_name="+")
    merged_at = models.DateTimeField("réunies le")
    undone_at = models.DateTimeField("séparées le", null=True)

    objects = EquipmentMergeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["school", "gone_number"],
                name="equipment_merged_once",
                condition=Q(undone_at__isnull=True),
            ),
            SameSchool("kept"),
            SameSchool("merged_by"),
        ]
        indexes = [models.Index(fields=["school", "kept"], name="equipment_merged_into")]

    DATA = DataMap(
        "réunir les fiches d’une même machine, et pouvoir les séparer",
        "à qui la machine était confiée, qui a réuni",
        "de quoi séparer : 92 jours ; le numéro : avec le matériel",
    )
    JOURNAL_NAME = "equipment.merge"
    JOURNALED = frozenset({"kept", "gone_number", "merged_at", "undone_at"})

    def __str__(self) -> str:
        return f"fiche n° {self.gone_number}"


class DistinctMachines(SchoolOwned):
    """Somebody said that these two records are of two machines. By their numbers, which nothing takes again:
    the decision outlives a record that goes into another and comes back. The smaller one stands first."""

    first_number = models.PositiveIntegerField("première fiche")
    second_number = models.PositiveIntegerField("seconde fiche")
    said_on = models.DateField("dit le")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["school", "first_number", "second_number"], name="distinct_machines_once"
            ),
            models.CheckConstraint(
                condition=Q(first_number__lt=F("second_number")), name="distinct_machines_in_order"
            ),
        ]

    DATA = DataMap(
        "ne pas redemander si deux fiches sont de la même machine", "none", "vie de l’établissement"
    )
    JOURNAL_NAME = "equipment.distinctmachines"

    def __str__(self) -> str:
        return f"n° {self.first_number} et n° {self.second_number}"
