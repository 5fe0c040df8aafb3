"""« Quelqu’un la veut aussi »: who is told when a slot frees itself."""

from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q

from fanal.bookings.models.bookable import Bookable
from fanal.core.people.data_map import DataMap
from fanal.core.tenancy import SameSchool, SchoolOwned, SchoolOwnedQuerySet

if TYPE_CHECKING:
    from fanal.accounts.models.member import Member


class WaitingListEntryQuerySet(SchoolOwnedQuerySet):
    def visible_to(self, member: "Member") -> "WaitingListEntryQuerySet":
        """One's own alone."""
        here = self.for_school(member.school)
        return here.filter(person=member.person) if member.person else here.none()

    def in_vain(self, first: datetime, last_day: date) -> "WaitingListEntryQuerySet":
        """For what began from a moment on, until a day that is over or runs: nobody may have it any more."""
        return self.filter(starts_at__gte=first, starts_at__date__lte=last_day)

    def over(self, starts: datetime, ends: datetime) -> "WaitingListEntryQuerySet":
        return self.filter(starts_at__lt=ends, ends_at__gt=starts)


class WaitingListEntry(SchoolOwned):
    """One person who wants a thing that somebody has then; kept without a name, as a need not met."""

    bookable = models.ForeignKey(Bookable, models.PROTECT, related_name="waiting")
    person = models.ForeignKey(
        "accounts.Person", models.PROTECT, null=True, verbose_name="qui", related_name="+"
    )
    periods = models.CharField("créneaux", max_length=100)
    starts_at = models.DateTimeField("début")
    ends_at = models.DateTimeField("fin")
    made_at = models.DateTimeField("fait le")
    told_at = models.DateTimeField("prévenu le", null=True)

    objects = WaitingListEntryQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["school", "bookable", "person", "starts_at"], name="waiting_once_for_a_slot"
            ),
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="waiting_in_order"),
            SameSchool("bookable"),
            SameSchool("person"),
        ]

    DATA = DataMap(
        "prévenir quand un créneau se libère", "qui attend quel créneau", "fin + 1 an, puis anonymisé"
    )
    JOURNAL_NAME = "bookings.waiting_list_entry"

    def __str__(self) -> str:
        return f"{self.bookable}, {self.periods}"
