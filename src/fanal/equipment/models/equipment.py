"""A piece of equipment, its owner and its state."""

from django.db import models

from fanal.core.people.data_map import DataMap
from fanal.core.tenancy import SameSchool, SchoolOwned
from fanal.equipment.models.equipment_queryset import EquipmentQuerySet
from fanal.equipment.models.equipment_type import EquipmentType
from fanal.equipment.models.place import Room


class EquipmentOwner(models.TextChoices):
    """Whose it is: it decides who repairs, who pays, who disposes of it."""

    AUTHORITY = "authority", "Collectivité"
    SCHOOL = "school", "Établissement"
    STATE = "state", "État"


class Equipment(SchoolOwned):
    """One machine or object that somebody may report, lend or replace."""

    class State(models.TextChoices):
        STOCK = "stock", "En réserve"
        SERVICE = "service", "En service"
        BROKEN = "broken", "En panne"
        REPAIR = "repair", "En réparation"
        LOST = "lost", "Perdu"
        STOLEN = "stolen", "Volé"
        DISPOSED = "disposed", "Sorti de l’inventaire"

    number = models.PositiveIntegerField("numéro")
    name = models.CharField(
        "nom",
        max_length=80,
        help_text="Celui que l’on dit ou que l’on lit dessus, par exemple « PC-204 ».",
        error_messages={"blank": "Donnez un nom à l’équipement, par exemple « PC-204 »."},
    )
    type = models.ForeignKey(
        EquipmentType,
        models.PROTECT,
        related_name="equipment",
        error_messages={"blank": "Choisissez un type."},
    )
    room = models.ForeignKey(
        Room, models.PROTECT, null=True, blank=True, verbose_name="salle", related_name="equipment"
    )
    holder = models.ForeignKey(
        "accounts.Person",
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name="confié à",
        related_name="held_equipment",
    )
    kept_in = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, verbose_name="rangé dans", related_name="content"
    )
    state = models.CharField("état", max_length=10, choices=State, default=State.SERVICE)
    maker = models.CharField("marque", max_length=60, blank=True)
    model = models.CharField("modèle", max_length=80, blank=True)
    serial = models.CharField("n° de série", max_length=80, blank=True)
    authority_number = models.CharField("n° d’inventaire de la collectivité", max_length=40, blank=True)
    school_number = models.CharField("n° d’inventaire de l’établissement", max_length=40, blank=True)
    owner = models.CharField(
        "propriétaire", max_length=9, choices=EquipmentOwner, default=EquipmentOwner.AUTHORITY
    )
    # False while it is the usual owner that Fanal took, and nobody said it: no signed paper prints it.
    is_owner_known = models.BooleanField("propriétaire confirmé", default=True)
    payer = models.CharField(
        "qui paie ?", max_length=9, choices=EquipmentOwner, default=EquipmentOwner.AUTHORITY
    )
    is_pedagogical = models.BooleanField("sert surtout", default=True)
    bought_on = models.DateField("acheté le", null=True, blank=True)
    price_cents = models.PositiveIntegerField("prix, en euros", null=True, blank=True)
    warranty_until = models.DateField("sous garantie jusqu’au", null=True, blank=True)
    note = models.TextField(
        "remarque",
        max_length=2000,
        blank=True,
        help_text="Sur l’équipement seulement : aucun nom d’élève.",
    )

    objects = EquipmentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["school", "number"], name="equipment_number_once"),
            models.UniqueConstraint(
                fields=["school", "serial"], name="equipment_serial_once", condition=~models.Q(serial="")
            ),
            SameSchool("type"),
            SameSchool("room"),
            SameSchool("holder"),
            SameSchool("kept_in"),
            models.CheckConstraint(
                condition=models.Q(kept_in__isnull=True) | ~models.Q(kept_in=models.F("pk")),
                name="equipment_not_kept_in_itself",
            ),
        ]
        indexes = [
            models.Index(fields=["school", "room"], name="equipment_of_room"),
            models.Index(fields=["school", "state", "name"], name="equipment_by_state"),
        ]

    DATA = DataMap("tenir l’inventaire", "détenteur d’un matériel", "sortie d’inventaire + 5 ans")
    JOURNAL_NAME = "equipment.equipment"

    # Set by `models.equipment_queryset.for_list`.
    type_name: str
    type_kind: str
    room_name: str | None

    def __str__(self) -> str:
        return self.name

    @property
    def tone(self) -> str:
        tones = {
            "stock": "info",
            "broken": "bad",
            "repair": "info",
            "lost": "bad",
            "stolen": "bad",
        }
        return tones.get(self.state, "")

    @property
    def made_as(self) -> str:
        """« Epson EB-L200 », or nothing when neither is known."""
        return f"{self.maker} {self.model}".strip()
