"""A booking: what somebody holds for a lesson, and for what."""

from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import models

from fanal.accounts.models import Person
from fanal.accounts.models.roles import TEAM
from fanal.bookings.models.bookable import Approver, Bookable
from fanal.bookings.models.exam import Exam
from fanal.bookings.rules.booking import (
    HOLDING,
    LOST,
    USED,
    BookingState,
    can_cancel,
    can_decide,
    can_give_back,
)
from fanal.bookings.rules.shortfall import left_words
from fanal.core.people.data_map import DataMap
from fanal.core.tenancy import SameSchool, SchoolOwned, SchoolOwnedQuerySet
from fanal.equipment.models import Custody

if TYPE_CHECKING:
    from fanal.accounts.models.member import Member

STATES = [
    (BookingState.ASKED.value, "À accorder"),
    (BookingState.HELD.value, "Réservé"),
    (BookingState.REFUSED.value, "Refusé"),
    (BookingState.CANCELLED.value, "Annulé"),
    (BookingState.BACK.value, "Rendu"),
    (BookingState.CLOSED.value, "Fermé"),
]


class BookingQuerySet(SchoolOwnedQuerySet):
    def visible_to(self, member: "Member") -> "BookingQuerySet":
        """One's own, and those that they grant; the team sees all. `reading.week` tells of the others."""
        here = self.for_school(member.school)
        if member.has(*TEAM):
            return here
        if member.person is None:
            return here.none()
        return here.filter(custody__person=member.person) | self.decided_by(member)

    def holding(self) -> "BookingQuerySet":
        """Those that keep their slot, granted or not yet."""
        return self.filter(state__in=HOLDING)

    def used(self, first: datetime, last_day: date) -> "BookingQuerySet":
        """Those of colleagues that began from a moment on, until a day that is over or runs.

        The one count of bookings: year, report, indicator and page of the use. An exam is none of them.
        """
        begun = {"custody__span__startswith__gte": first, "custody__span__startswith__date__lte": last_day}
        return self.filter(state__in=USED, exam__isnull=True, **begun)

    def to_decide(self, now: datetime) -> "BookingQuerySet":
        """Asked and not begun, the next one first."""
        asked = self.filter(state=BookingState.ASKED, custody__span__startswith__gt=now)
        return asked.order_by("custody__span")

    def decided_by(self, member: "Member") -> "BookingQuerySet":
        """Those of the things whose bookings this member grants."""
        here = self.for_school(member.school)
        if member.has(*TEAM):
            return here
        if member.person is None:
            return here.none()
        named = Approver.objects.for_school(member.school).filter(person=member.person)
        return here.filter(bookable__in=named.values("bookable"))

    def to_come(self, now: datetime) -> "BookingQuerySet":
        """Held and not over, the next one first."""
        return self.holding().filter(custody__span__endswith__gt=now).order_by("custody__span")

    def with_thing(self) -> "BookingQuerySet":
        """With when and what it is: five tables, since PostgreSQL plans eight ten times as long."""
        return self.select_related("custody", "bookable__room", "bookable__equipment")

    def with_thing_and_person(self) -> "BookingQuerySet":
        return self.with_thing().select_related("custody__person")


class Booking(SchoolOwned):
    """One stretch of periods of one day. Who, what and when stand in its custody.

    A closing is one of nobody: works, a meeting; `about` says why. `exam`: what it is held for; `taken_by`:
    the exam that took it, `taken_from` the state that it had. `announced`: how many of its machines are left,
    as its person was last told; None while all that they booked is there.
    """

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
    reply = models.CharField(
        "pourquoi", max_length=200, blank=True, help_text="Un mot, que la personne lira."
    )
    is_complete = models.BooleanField("tout était là", null=True)
    exam = models.ForeignKey(Exam, models.PROTECT, null=True, related_name="bookings")
    taken_by = models.ForeignKey(Exam, models.PROTECT, null=True, related_name="displaced")
    taken_from = models.CharField("état avant", max_length=10, choices=STATES, blank=True)
    announced = models.PositiveSmallIntegerField("appareils restants, tels qu’annoncés", null=True)
    series = models.UUIDField(null=True)  # the same for all that « chaque semaine » made
    made_at = models.DateTimeField("fait le")

    objects = BookingQuerySet.as_manager()

    class Meta:
        constraints = [
            SameSchool("custody"),
            SameSchool("bookable"),
            SameSchool("exam"),
            SameSchool("taken_by"),
        ]
        indexes = [
            models.Index(fields=["school", "bookable"], name="booking_of_a_thing"),
            models.Index(fields=["school"], name="booking_asked", condition=models.Q(state="asked")),
        ]

    DATA = DataMap(
        "réserver une salle ou du matériel", "qui réserve, pour quelle classe", "fin + 1 an, puis anonymisé"
    )
    JOURNAL_NAME = "bookings.booking"
    JOURNALED = frozenset({"state", "about", "periods", "reply", "is_complete"})

    def __str__(self) -> str:
        return f"{self.bookable}"

    @property
    def starts(self) -> datetime:
        return self.custody.span.lower

    @property
    def ends(self) -> datetime:
        return self.custody.span.upper

    def can_cancel_at(self, now: datetime) -> bool:
        """A closing ends while it runs, too: nobody gives it back."""
        return can_cancel(BookingState(self.state), self.ends if self.is_closing else self.starts, now)

    def can_give_back_at(self, now: datetime) -> bool:
        return can_give_back(BookingState(self.state), self.starts, self.ends, now)

    def is_over_at(self, now: datetime) -> bool:
        return self.ends <= now

    def is_to_use_at(self, now: datetime) -> bool:
        """Its lesson is to come, or runs: somebody counts on its thing."""
        return not self.is_over_at(now) and (self.is_asked or self.state == BookingState.HELD)

    def can_decide_at(self, now: datetime) -> bool:
        return can_decide(BookingState(self.state), self.starts, now)

    @property
    def is_lost(self) -> bool:
        """Refused, or cancelled: by an exam, by whoever answers for it, by its person."""
        return BookingState(self.state) in LOST

    def is_lost_by(self, person: Person | None, now: datetime) -> bool:
        """Somebody refused it to this person, or took it for an exam, and its hour is to come."""
        is_theirs = person is not None and self.custody.person_id == person.pk
        return is_theirs and self.is_lost and bool(self.reply) and now < self.starts

    @property
    def left_words(self) -> str:
        """« il y reste 3 appareils », as its person was told; empty while all is there."""
        return "" if self.announced is None else left_words(self.announced)

    @property
    def is_closing(self) -> bool:
        return self.state == BookingState.CLOSED

    @property
    def is_asked(self) -> bool:
        return self.state == BookingState.ASKED

    @property
    def tone(self) -> str:
        return {"held": "info", "back": "ok", "asked": "warn", "refused": "bad"}.get(self.state, "")
