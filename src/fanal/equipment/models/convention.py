"""The convention of a school: who repairs, who pays and who decides, for whose equipment."""

from django.db import models

from fanal.core.people.data_map import DataMap
from fanal.core.tenancy import SameSchool, SchoolOwned
from fanal.equipment.models.equipment import EquipmentOwner
from fanal.equipment.models.equipment_type import EquipmentType


class PartyChoice(models.TextChoices):
    """Who acts. `equipment.reading.owners` gives the authority its own name."""

    AUTHORITY = "authority", "Collectivité"
    SCHOOL = "school", "Établissement"
    STATE = "state", "État"
    UNKNOWN = "unknown", "À préciser"


class ConventionLine(SchoolOwned):
    """One line: for this owner (and type, payer or use when given), who repairs, pays and decides."""

    class Use(models.TextChoices):
        PEDAGOGICAL = "pedagogical", "Pédagogique"
        ADMINISTRATIVE = "administrative", "Administratif"

    owner = models.CharField(
        "le matériel appartient à", max_length=9, choices=EquipmentOwner, default="authority"
    )
    type = models.ForeignKey(
        EquipmentType,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="seulement ce type",
    )
    payer = models.CharField(
        "seulement s’il a été acheté par", max_length=9, choices=EquipmentOwner, blank=True
    )
    use = models.CharField("seulement cet usage", max_length=14, choices=Use, blank=True)
    repairs = models.CharField("qui répare ?", max_length=9, choices=PartyChoice, default="authority")
    pays = models.CharField("qui paie ?", max_length=9, choices=PartyChoice, default="authority")
    decides = models.CharField("qui décide ?", max_length=9, choices=PartyChoice, default="authority")
    how = models.CharField(
        "comment faire",
        max_length=200,
        blank=True,
        help_text="Par exemple « Appeler le guichet unique du Département », « Devis, puis accord du chef ».",
    )
    source = models.CharField(
        "d’après",
        max_length=120,
        blank=True,
        help_text="Le texte ou la convention, avec sa date : « convention du 12 mars 2025, art. 4 ».",
    )
    confirmed_on = models.DateField("vérifiée le", null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["school", "owner", "type", "payer", "use"],
                name="convention_line_once",
                nulls_distinct=False,
            ),
            SameSchool("type"),
        ]

    DATA = DataMap("savoir qui répare, paie et décide", "none", "vie de l’établissement")
    JOURNAL_NAME = "equipment.conventionline"

    def __str__(self) -> str:
        return f"convention, matériel : {self.get_owner_display()}"

    @property
    def holds_for(self) -> list[str]:
        """What narrows the line, in words; empty when it holds for all of this owner's equipment."""
        paid = f"acheté par : {self.get_payer_display()}" if self.payer else ""
        used = f"usage {self.get_use_display().lower()}" if self.use else ""
        return [part for part in (str(self.type) if self.type_id else "", paid, used) if part]
