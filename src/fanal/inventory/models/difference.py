"""What a machine says otherwise than its record."""

from django.db import models
from django.db.models import F, Q

from fanal.core.people.data_map import DataMap
from fanal.core.tenancy import SameSchool, SchoolOwned, SchoolOwnedQuerySet

DIFFERENCE_LABELS = {"name": "Nom", "maker": "Marque", "model": "Modèle", "serial": "N° de série"}


class DifferenceQuerySet(SchoolOwnedQuerySet):
    def open(self) -> "DifferenceQuerySet":
        """Those still to decide: a record corrected since then says the same, and asks nothing more."""
        alike = Q()
        for field in DIFFERENCE_LABELS:
            alike |= Q(field=field, reported=F(f"machine__equipment__{field}"))
        return self.filter(decision="open", machine__equipment__isnull=False).exclude(alike)


class Difference(SchoolOwned):
    """One thing that the record and the machine do not say alike, until somebody keeps or replaces."""

    class Decision(models.TextChoices):
        OPEN = "open", "À vérifier"
        KEPT = "kept", "Gardé"

    machine = models.ForeignKey("inventory.Machine", models.CASCADE, related_name="differences")
    field = models.CharField("champ", max_length=6)
    ours = models.CharField("sur la fiche", max_length=255, blank=True)
    reported = models.CharField("dit par la machine", max_length=255)
    decision = models.CharField("décision", max_length=4, choices=Decision, default=Decision.OPEN)
    seen_at = models.DateTimeField("vu le")

    objects = DifferenceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["school", "machine", "field"], name="difference_once"),
            SameSchool("machine"),
        ]

    DATA = DataMap("tenir l’inventaire à jour", "none", "avec la machine")
    JOURNAL_NAME = "equipment.difference"

    def __str__(self) -> str:
        return f"{self.field} : {self.ours} / {self.reported}"

    @property
    def label(self) -> str:
        return DIFFERENCE_LABELS[self.field]
