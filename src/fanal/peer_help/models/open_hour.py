"""An open hour: somebody is there, and colleagues book a slot of it."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from fanal.accounts.models.roles import EVERYONE
from fanal.core.people.data_map import DataMap
from fanal.core.tenancy import SameSchool, SchoolOwned, SchoolOwnedQuerySet
from fanal.peer_help.rules.codes import MOST_SLOTS, SLOT_MINUTES

if TYPE_CHECKING:
    from fanal.accounts.models.member import Member

PURPOSE, KEPT = "réserver un moment d’aide", "1 an après"


class OpenHourQuerySet(SchoolOwnedQuerySet):
    def visible_to(self, member: "Member") -> "OpenHourQuerySet":
        here = self.for_school(member.school)
        return here if member.has(*EVERYONE) else here.none()

    def to_come(self, now: datetime) -> "OpenHourQuerySet":
        """Until its last slot has passed."""
        return self.filter(ends_at__gt=now)


class OpenHour(SchoolOwned):
    host = models.ForeignKey("accounts.Person", models.SET_NULL, null=True, related_name="+")
    starts_at = models.DateTimeField("début")
    ends_at = models.DateTimeField("fin", editable=False)
    slot_minutes = models.PositiveSmallIntegerField(
        "durée d’un créneau", choices=list(SLOT_MINUTES.items()), default=15
    )
    slot_count = models.PositiveSmallIntegerField(
        "combien de créneaux", default=3, validators=[MinValueValidator(1), MaxValueValidator(MOST_SLOTS)]
    )
    place = models.CharField("où", max_length=80, error_messages={"blank": "Dites où l’on vous trouve."})
    about = models.CharField("sur quoi", max_length=120, blank=True, help_text="Vide : tout ce qui bloque.")
    is_cancelled = models.BooleanField("annulée", default=False, editable=False)

    objects = OpenHourQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=models.F("starts_at")), name="open_hour_lasts"),
            SameSchool("host"),
        ]
        indexes = [models.Index(fields=["school", "ends_at"], name="open_hour_to_come")]

    DATA = DataMap(PURPOSE, "qui reçoit, quand et où", KEPT)
    JOURNAL_NAME = "peer_help.open_hour"

    def __str__(self) -> str:
        return self.about or "Heure ouverte"


class OpenHourSlot(SchoolOwned):
    """One slot, one booking: whoever presses second reads that it is taken."""

    open_hour = models.ForeignKey(OpenHour, models.CASCADE, related_name="slots")
    position = models.PositiveSmallIntegerField("rang")
    booked_by = models.ForeignKey("accounts.Person", models.SET_NULL, null=True, related_name="+")
    about = models.CharField("pour quoi", max_length=120, blank=True)

    objects = SchoolOwnedQuerySet.as_manager()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["open_hour", "position"], name="open_hour_slot_once"),
            SameSchool("open_hour"),
            SameSchool("booked_by"),
        ]

    DATA = DataMap(PURPOSE, "qui vient, pour quoi", KEPT)
    JOURNAL_NAME = "peer_help.slot"
    JOURNALED = frozenset[str]()

    def __str__(self) -> str:
        return f"Créneau {self.position + 1}"

    @property
    def starts_at(self) -> datetime:
        return self.open_hour.starts_at + timedelta(minutes=self.position * self.open_hour.slot_minutes)
