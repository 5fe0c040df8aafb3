"""Everything that changes a booking: made, made each week, cancelled, given back."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from fanal.accounts.models import Person, School
from fanal.accounts.models.member import Actor
from fanal.accounts.models.roles import TEAM
from fanal.accounts.policies.rights import require
from fanal.accounts.reading.calendars import calendar_of
from fanal.accounts.rules.french import full_day
from fanal.bookings.models import Bookable, Booking
from fanal.bookings.policies import booking as policies
from fanal.bookings.rules import booking as rules
from fanal.bookings.rules.booking import BookingState, Wanted
from fanal.bookings.rules.periods import WEEKDAYS, Period
from fanal.core import journal
from fanal.core.errors import RuleBroken
from fanal.equipment.actions import custody
from fanal.equipment.models import Custody

NOT_OFFERED = "« {} » ne se réserve plus."
MOST = 60  # bookings made at once


@dataclass(frozen=True)
class Slot:
    """One day, and the periods that follow each other in it."""

    day: date
    periods: tuple[Period, ...]

    @property
    def codes(self) -> str:
        return " ".join(period.code for period in self.periods)

    def bounds(self, school: School) -> tuple[datetime, datetime]:
        zone = school.zone_info
        return self.periods[0].on(self.day, zone)[0], self.periods[-1].on(self.day, zone)[1]


@transaction.atomic
def book(
    bookable: Bookable, slots: Sequence[Slot], about: str, *, person: Person, now: datetime, by: Actor
) -> list[Booking]:
    """Hold a thing for these stretches, all of them or none. RuleBroken says which is taken."""
    bookable, school = _offered(bookable, by), bookable.school
    if not slots:
        raise RuleBroken("Choisissez un créneau libre.")
    if len(slots) > MOST:
        raise RuleBroken(f"On réserve {MOST} créneaux à la fois, pas plus.")
    calendar, is_team = calendar_of(school), by.has(*TEAM)
    held = Booking.objects.for_school(school).filter(bookable=bookable, custody__person=person)
    count = held.to_come(now).count()
    made = list[Booking]()
    for slot in slots:
        starts, ends = slot.bounds(school)
        wanted = Wanted(slot.day, starts, ends, len(slot.periods))
        reasons = rules.refusals(
            wanted, bookable.limits, now=now, held=count + len(made), calendar=calendar, is_team=is_team
        )
        if reasons:
            raise RuleBroken(reasons)
        try:
            made.append(_hold(bookable, slot, about, person=person, now=now, by=by))
        except custody.Taken:
            when = f"{WEEKDAYS[slot.day.weekday()]} {full_day(slot.day)}, {slot.codes}"
            raise custody.Taken(f"Quelqu’un l’a déjà {when} : choisissez un autre créneau.") from None
    return made


def _offered(bookable: Bookable, by: Actor) -> Bookable:
    """As it is now. Who takes it off the list lets bookings already made stand."""
    require(policies.book, by, None)
    rows = Bookable.objects.for_school(bookable.school_id).select_related("room", "equipment")
    fresh = rows.filter(pk=bookable.pk).first()
    if fresh is None or not fresh.is_offered:
        raise RuleBroken(NOT_OFFERED.format(bookable))
    return fresh


def _hold(bookable: Bookable, slot: Slot, about: str, *, person: Person, now: datetime, by: Actor) -> Booking:
    starts, ends = slot.bounds(bookable.school)
    held = custody.take(bookable.thing, starts, ends, kind=Custody.Kind.BOOKING, person=person)
    booking = Booking.objects.create(
        school_id=bookable.school_id,
        custody=held,
        bookable=bookable,
        periods=slot.codes,
        about=" ".join(about.split()),
        made_at=now,
    )
    journal.created(booking, by=by, verb="bookings.booked")
    return booking


@transaction.atomic
def book_free(
    bookable: Bookable, slots: Iterable[Slot], about: str, *, person: Person, now: datetime, by: Actor
) -> tuple[list[Booking], list[Slot]]:
    """« Sauter les conflits »: those that are free, and those that somebody took meanwhile."""
    made, taken = list[Booking](), list[Slot]()
    for slot in slots:
        try:
            with transaction.atomic():
                made += book(bookable, [slot], about, person=person, now=now, by=by)
        except custody.Taken:
            taken.append(slot)
    if not made:
        raise RuleBroken("Aucun de ces créneaux n’est libre : choisissez-en d’autres.")
    return made, taken


def _locked(booking: Booking, by: Actor) -> Booking:
    booking = Booking.objects.for_school(booking.school_id).locked(booking.pk)
    require(policies.end_booking, by, booking)
    return booking


@transaction.atomic
def cancel_booking(booking: Booking, *, now: datetime, by: Actor) -> Booking:
    """It will not take place: the thing is free again. Cancelled twice is cancelled once."""
    booking = _locked(booking, by)
    if booking.state == BookingState.CANCELLED:
        return booking
    if not booking.can_cancel_at(now):
        raise RuleBroken("Cette réservation a commencé : rendez-la, elle sera libre aussitôt.")
    custody.release(booking.custody)
    journal.write_changes(booking, {"state": BookingState.CANCELLED}, by=by, verb="bookings.cancelled")
    return booking


@transaction.atomic
def give_back(booking: Booking, *, now: datetime, by: Actor) -> Booking:
    """Back before its end: somebody else may take it at once."""
    booking = _locked(booking, by)
    if booking.state == BookingState.BACK:
        return booking
    if not booking.can_give_back_at(now):
        raise RuleBroken("Cette réservation n’est pas en cours : il n’y a rien à rendre.")
    custody.give_back(booking.custody, now)
    journal.write_changes(booking, {"state": BookingState.BACK}, by=by, verb="bookings.given_back")
    return booking
