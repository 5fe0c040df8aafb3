"""What sort of equipment a thing is, in the words of its school."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from fanal.core.people.data_map import DataMap
from fanal.core.tenancy import SchoolOwned
from fanal.equipment.models.place import place_name
from fanal.equipment.rules.kinds import TROUBLES


class EquipmentType(SchoolOwned):
    """A type a school names itself, without code. `life_years` is a setting, not a law."""

    name = place_name("Visualiseur")
    kind = models.CharField(
        "sorte de panne proposée", max_length=12, choices=list(TROUBLES.items()), default="other"
    )
    life_years = models.PositiveSmallIntegerField(
        "durée de vie prévue, en années",
        default=5,
        validators=[MinValueValidator(1), MaxValueValidator(30)],
        help_text="Un réglage de l’établissement, pas une règle : il sert au plan de renouvellement.",
    )

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["school", "name"], name="equipment_type_once")]

    DATA = DataMap("classer le matériel", "none", "vie de l’établissement")
    JOURNAL_NAME = "equipment.equipmenttype"

    def __str__(self) -> str:
        return self.name
