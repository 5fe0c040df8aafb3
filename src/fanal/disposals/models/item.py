"""One good of a batch: why it leaves, where it goes, what was done of its data, how it was lost."""

from django.db import models
from django.db.models import Q

from fanal.core.people.data_map import DataMap
from fanal.core.tenancy import SameSchool, SchoolOwned, SchoolOwnedQuerySet
from fanal.disposals.models.disposal import RETENTION, Disposal
from fanal.disposals.rules.item import (
    DESTINATIONS,
    MISSING,
    OUTCOMES,
    REASONS,
    DisposalOutcome,
    DisposalReason,
    Wiping,
    destination_words,
)
from fanal.equipment.models import Equipment


class DisposalItemQuerySet(SchoolOwnedQuerySet):
    def proposed(self) -> "DisposalItemQuerySet":
        """Those of a batch that goes on, and that nobody took out."""
        return self.filter(outcome=DisposalOutcome.PROPOSED)

    def leaving(self) -> "DisposalItemQuerySet":
        """Those that leave or have left."""
        return self.filter(outcome__in=[DisposalOutcome.PROPOSED, DisposalOutcome.LEFT])

    def to_wipe(self) -> "DisposalItemQuerySet":
        return self.wipeable().filter(wiping=Wiping.TODO)

    def wipeable(self) -> "DisposalItemQuerySet":
        """Those that are here: data of what is lost or stolen cannot be wiped any more."""
        return self.proposed().exclude(reason__in=MISSING)

    def with_machine(self) -> "DisposalItemQuerySet":
        return self.select_related("equipment__type").order_by("equipment__name", "pk")


class DisposalItem(SchoolOwned):
    """PostgreSQL refuses a good in two batches that go on."""

    disposal = models.ForeignKey(Disposal, models.CASCADE, related_name="items")
    equipment = models.ForeignKey(Equipment, models.PROTECT, related_name="+")
    reason = models.CharField(
        "motif", max_length=8, choices=[*REASONS.items()], default=DisposalReason.WORN.value
    )
    destination = models.CharField("destination", max_length=9, choices=[*DESTINATIONS.items()], blank=True)
    words = models.CharField(
        "précision",
        max_length=120,
        blank=True,
        help_text="Sur l’équipement seulement : aucun nom de personne.",
    )
    outcome = models.CharField(
        "suite", max_length=8, choices=[*OUTCOMES.items()], default=DisposalOutcome.PROPOSED.value
    )
    wiping = models.CharField(
        "données",
        max_length=7,
        choices=[(code.value, code.label) for code in Wiping],
        default=Wiping.TODO.value,
    )
    method = models.CharField(
        "méthode", max_length=120, blank=True, help_text="Par exemple « réécriture complète du disque »."
    )
    tool = models.CharField("outil", max_length=120, blank=True)
    wiped_on = models.DateField("effacé le", null=True, blank=True)
    wiped_by = models.ForeignKey(
        "accounts.Person", models.PROTECT, null=True, blank=True, verbose_name="par", related_name="+"
    )
    wiping_service = models.CharField(
        "ou par un service", max_length=120, blank=True, help_text="De la collectivité, d’une entreprise…"
    )
    was_in_service = models.BooleanField("mis en réserve pour cette sortie", default=False)
    happened_on = models.DateField("constaté le", null=True, blank=True)
    circumstances = models.TextField(
        "circonstances", max_length=1000, blank=True, help_text="Les faits seulement : aucun nom d’élève."
    )
    complaint = models.CharField("n° de la plainte", max_length=60, blank=True)
    insurer = models.CharField("assureur", max_length=120, blank=True)

    objects = DisposalItemQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["school", "disposal", "equipment"], name="disposal_item_once_in_its_batch"
            ),
            models.UniqueConstraint(
                fields=["school", "equipment"], name="disposal_item_once", condition=Q(outcome="proposed")
            ),
            models.CheckConstraint(
                condition=~Q(reason__in=[*MISSING]) | Q(destination=""), name="disposal_missing_goes_nowhere"
            ),
            models.CheckConstraint(
                condition=~Q(wiping="done") | Q(wiped_on__isnull=False), name="disposal_wiped_on_a_day"
            ),
            SameSchool("disposal"),
            SameSchool("equipment"),
            SameSchool("wiped_by"),
        ]
        indexes = [models.Index(fields=["school", "disposal"], name="items_of_a_disposal")]

    DATA = DataMap(
        "prouver qu’un bien est sorti, et que ses données sont effacées",
        "qui a effacé les données, circonstances d’une perte ou d’un vol",
        RETENTION,
    )
    JOURNAL_NAME = "disposals.item"
    JOURNALED = frozenset({"reason", "destination", "outcome", "wiping", "wiped_on"})

    def __str__(self) -> str:
        return str(self.equipment)

    @property
    def is_missing(self) -> bool:
        return self.reason in MISSING

    @property
    def is_to_wipe(self) -> bool:
        return self.is_proposed and self.wiping == Wiping.TODO and not self.is_missing

    @property
    def is_proposed(self) -> bool:
        return self.outcome == DisposalOutcome.PROPOSED

    @property
    def destination_words(self) -> str:
        return destination_words(self.destination, self.words)

    @property
    def who_wiped(self) -> str:
        """Who erased its data; nobody once the name is gone."""
        return str(self.wiped_by) if self.wiped_by else self.wiping_service

    @property
    def wiping_by_service(self) -> str:
        """The same without the name of a person."""
        return "l’établissement" if self.wiped_by else self.wiping_service
