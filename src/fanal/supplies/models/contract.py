"""A maintenance contract, whom to call, and the machines that it covers."""

from django.db import models
from django.db.models import OuterRef

from fanal.core.people.data_map import DataMap
from fanal.core.tenancy import SameSchool, SchoolOwned
from fanal.core.text.typography import WIDE
from fanal.equipment.models import Equipment
from fanal.supplies.models.purchase import RETENTION, Purchase, PurchaseQuerySet, count_by


class ContractQuerySet(PurchaseQuerySet):
    searched = ("name", "supplier", "reference", "covers")

    def with_covered(self) -> "ContractQuerySet":
        """`covered`: how many machines."""
        machines = CoveredMachine.objects.for_school(OuterRef("school_id"))
        return self.annotate(covered=count_by(machines, "contract"))


class MaintenanceContract(Purchase):
    """What a supplier repairs or checks, until when, and how to reach them."""

    name = models.CharField(
        "objet",
        max_length=100,
        help_text="Par exemple « Maintenance des photocopieurs ».",
        error_messages={"blank": "Donnez l’objet du contrat, par exemple « Maintenance des photocopieurs »."},
    )
    supplier = models.CharField(
        "prestataire", max_length=100, error_messages={"blank": "Donnez le nom du prestataire."}
    )
    reference = models.CharField("n° de contrat", max_length=60, blank=True)
    hotline_phone = models.CharField("téléphone du dépannage", max_length=30, blank=True)
    hotline_email = models.EmailField("courriel du dépannage", blank=True)
    covers = models.TextField(
        "ce qu’il couvre",
        max_length=1000,
        blank=True,
        help_text="Pièces, main-d’œuvre, déplacement, délai : avec vos mots, d’après le contrat.",
    )

    objects = ContractQuerySet.as_manager()

    DATA = DataMap("savoir qui dépanne quoi, jusqu’à quand", "coordonnées d’une entreprise", RETENTION)
    JOURNAL_NAME = "supplies.contract"

    covered: int  # set by `with_covered`

    @property
    def dialled(self) -> str:
        """The number to call, as the address of a call wants it."""
        return "".join(sign for sign in self.hotline_phone if sign.isdigit() or sign == "+")

    @property
    def phone_words(self) -> str:
        """The number in one line: it is read aloud, and dialled, whole."""
        return self.hotline_phone.replace(" ", WIDE)

    @property
    def use_words(self) -> str:
        """« 14 », needs `with_covered`."""
        return str(self.covered)

    @property
    def detail(self) -> str:
        return f"{self.supplier} · n° {self.reference}" if self.reference else self.supplier


class CoveredMachine(SchoolOwned):
    """One machine under one contract."""

    contract = models.ForeignKey(MaintenanceContract, models.CASCADE, related_name="machines")
    equipment = models.ForeignKey(Equipment, models.CASCADE, related_name="contracts")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["contract", "equipment"], name="covered_machine_once"),
            SameSchool("contract"),
            SameSchool("equipment"),
        ]

    DATA = DataMap("savoir ce qu’un contrat couvre", "none", RETENTION)
    JOURNAL_NAME = "supplies.covered"

    def __str__(self) -> str:
        return str(self.equipment)
