"""One reading of one label, in one room, by one person."""

from django.core.validators import RegexValidator
from django.db import models

from fanal.campaigns.models.campaign import Campaign
from fanal.campaigns.rules.reading import KEY_FORM, LONGEST
from fanal.core.people.data_map import DataMap
from fanal.core.tenancy import SameSchool, SchoolOwned, SchoolOwnedQuerySet
from fanal.equipment.models import Equipment, Room


class ScanQuerySet(SchoolOwnedQuerySet):
    def in_time(self) -> "ScanQuerySet":
        """Those that the campaign counts: what came after it was closed stands apart."""
        return self.filter(is_late=False, removed_at__isnull=True)

    def late(self) -> "ScanQuerySet":
        return self.filter(is_late=True)


class Scan(SchoolOwned):
    """What was read, and the machine that it designates; none for an unknown label.

    `key` is given by the phone: what is sent twice is kept once, and what was removed does not come back.
    """

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="scans")
    room = models.ForeignKey(Room, models.PROTECT, related_name="+")
    text = models.CharField(
        "étiquette, n° ou nom",
        max_length=LONGEST,
        error_messages={"blank": "Scannez une étiquette, ou tapez son code."},
    )
    equipment = models.ForeignKey(Equipment, models.CASCADE, null=True, related_name="+")
    note = models.CharField(
        "remarque",
        max_length=200,
        blank=True,
        help_text="Sur l’appareil seulement, par exemple « sans étiquette, près de la fenêtre ».",
    )
    moved_from = models.CharField("rangé ici, venait de", max_length=80, blank=True)
    person = models.ForeignKey("accounts.Person", models.PROTECT, null=True, related_name="+")
    read_at = models.DateTimeField("lu le")
    received_at = models.DateTimeField("reçu le")
    removed_at = models.DateTimeField("retiré le", null=True)
    is_late = models.BooleanField("reçu après la clôture", default=False)
    key = models.CharField("clé", max_length=64, validators=[RegexValidator(KEY_FORM)])

    objects = ScanQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["school", "key"], name="scan_key_once"),
            SameSchool("campaign"),
            SameSchool("room"),
            SameSchool("equipment"),
            SameSchool("person"),
        ]
        indexes = [models.Index(fields=["school", "campaign"], name="scan_of_a_campaign")]

    DATA = DataMap(
        "vérifier l’inventaire sur place", "qui a relevé quelle étiquette", "clôture + 1 an, puis anonymisé"
    )
    JOURNAL_NAME = "campaigns.scan"

    def __str__(self) -> str:
        return self.text
