"""A booking: what somebody holds for a lesson, and for what."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import models

from fanal.accounts.models.roles import TEAM
from fanal.bookings.models.bookable import Bookable
from fanal.bookings.rules.booking import BookingState, can_cancel, can_give_back
from fanal.core.datamap import DataMap
from fanal.core.tenancy import SameSchool, SchoolOwned, SchoolOwnedQuerySet
from fanal.equipment.models import Custody

if TYPE_CHECKING:
    from fanal.accounts.models.member import Member

STATES = [
    (BookingState.HELD.value, "Réservé"),
    (BookingState.CANCELLED.value, "Annulé"),
    (BookingState.BACK.value, "Rendu"),
]


class BookingQuerySet(SchoolOwnedQuerySet):
    def visible_to(self, member: "Member") -> "BookingQuerySet":
        """One's own; the team sees all. What a grid tells of the others is `reading.week`."""
        here = self.for_school(member.school)
        if member.has(*TEAM):
            return here
        return here.filter(custody__person=member.person) if member.person else here.none()

    def held(self) -> "BookingQuerySet":
        return self.filter(state=BookingState.HELD)

    def to_come(self, now: datetime) -> "BookingQuerySet":
        """Held and not over, the next one first."""
        return self.held().filter(custody__span__endswith__gt=now).order_by("custody__span")

    def with_thing(self) -> "BookingQuerySet":
        return self.select_related(
            "custody__person", "custody__room", "custody__equipment", "bookable__room", "bookable__equipment"
        )


class Booking(SchoolOwned):
    """One stretch of periods of one day. Who, what and when stand in its custody."""

    custody = models.OneToOneField(Custody, models.PROTECT, related_name="booking")
    bookable = models.ForeignKey(Bookable, models.PROTECT, related_name="bookings")
    periods = models.CharField("créneaux", max_length=100)
    about = models.CharField(
        "pour quoi",
        max_length=60,
        blank=True,
        help_text="La classe ou l’activité, par exemple « 4e A » : aucun nom d’élève.",
    )
    state = models.CharField("état", max_length=10, choices=STATES, default=BookingState.HELD)
    made_at = models.DateTimeField("fait le")

    objects = BookingQuerySet.as_manager()

    class Meta:
        constraints = [SameSchool("custody"), SameSchool("bookable")]
        indexes = [models.Index(fields=["school", "bookable"], name="booking_of_a_thing")]

    DATA = DataMap(
        "réserver une salle ou du matériel", "qui réserve, pour quelle classe", "fin + 1 an, puis anonymisé"
    )
    JOURNAL_NAME = "bookings.booking"
    JOURNALED = frozenset({"state", "about", "periods"})

    def __str__(self) -> str:
        return f"{self.bookable}"

    @property
    def starts(self) -> datetime:
        return self.custody.span.lower

    @property
    def ends(self) -> datetime:
        return self.custody.span.upper

    def can_cancel_at(self, now: datetime) -> bool:
        return can_cancel(BookingState(self.state), self.starts, now)

    def can_give_back_at(self, now: datetime) -> bool:
        return can_give_back(BookingState(self.state), self.starts, self.ends, now)

    @property
    def tone(self) -> str:
        return {"held": "info", "back": "ok"}.get(self.state, "")
