"""Everything that changes a booking of one's own: made, made each week, cancelled, given back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction

from fanal.accounts.models import Person
from fanal.accounts.models.member import Actor
from fanal.accounts.models.roles import TEAM
from fanal.accounts.policies.rights import require
from fanal.bookings.actions import notices
from fanal.bookings.actions.waiting import tell_free
from fanal.bookings.models import Bookable, Booking, WaitingListEntry
from fanal.bookings.policies import booking as policies
from fanal.bookings.reading.eligibility import Eligibility, eligibility_of
from fanal.bookings.reading.own import later_of_series
from fanal.bookings.rules import booking as rules
from fanal.bookings.rules.booking import BookingState
from fanal.core import journal
from fanal.core.errors import RuleBroken
from fanal.equipment.actions import custody
from fanal.equipment.models import Custody
from fanal.timetable.rules.periods import Slot

NO_REASON = "Dites en un mot, dans le champ de la classe, pourquoi c’est fermé : travaux, réunion."
NOT_OFFERED = "« {} » ne se réserve plus."
MADE = {
    BookingState.HELD: "bookings.booked",
    BookingState.CLOSED: "bookings.closed",
    BookingState.ASKED: "bookings.asked",
}
MOST, MOST_REPEATED = 60, 200  # bookings made at once, and by « chaque semaine »


@transaction.atomic
def book(
    bookable: Bookable, slots: Sequence[Slot], about: str, *, person: Person | None, now: datetime, by: Actor
) -> list[Booking]:
    """Hold a thing for these stretches, all of them or none, and say it. RuleBroken says which is taken.

    Without a `person` it is closed then: works, a meeting.
    """
    terms = _terms(bookable, about, person=person, now=now, by=by)
    if not slots:
        raise RuleBroken("Choisissez un créneau libre.")
    if len(slots) > MOST:
        raise RuleBroken(f"On réserve {MOST} créneaux à la fois, pas plus.")
    bookings = [_make(slot, terms, granted, series=None, by=by) for granted, slot in enumerate(slots)]
    notices.tell_made(bookings, now=now, by=by)
    return bookings


@dataclass(frozen=True)
class _Terms:
    """What holds for each of the bookings that somebody makes at once."""

    bookable: Bookable
    about: str
    person: Person | None
    may: Eligibility
    state: BookingState

    @property
    def now(self) -> datetime:
        return self.may.now


def _terms(bookable: Bookable, about: str, *, person: Person | None, now: datetime, by: Actor) -> _Terms:
    bookable = _offered(bookable, by)
    if person is None:
        require(policies.manage_bookings, by, None)
        if not about.strip():
            raise RuleBroken(NO_REASON)
    elif person.pk != by.person_id:
        require(policies.book_for_somebody, by, None)
    may = eligibility_of(bookable, person, bookable.school, now=now, is_team=by.has(*TEAM))
    is_granted = not bookable.needs_approval or bookable.is_approved_by(by)
    state = BookingState.HELD if is_granted else BookingState.ASKED
    if person is None:
        state = BookingState.CLOSED
    return _Terms(bookable, " ".join(about.split()), person, may, state)


def _make(slot: Slot, terms: _Terms, granted: int, *, series: UUID | None, by: Actor) -> Booking:
    """`granted`: how many were booked before it, at once with it."""
    bookable, school = terms.bookable, terms.bookable.school
    reasons = terms.may.refusals(slot, granted)
    if terms.state == BookingState.ASKED:
        reasons += rules.asking_refusals(slot.bounds(school.zone_info)[0], terms.now)
    if reasons:
        raise RuleBroken(reasons)
    try:
        holding = _hold(bookable, slot, terms.person, terms.now)
    except custody.Taken:
        raise custody.Taken(f"Quelqu’un l’a déjà {slot.words} : choisissez un autre créneau.") from None
    booking = Booking.objects.create(
        school=school,
        custody=holding,
        bookable=bookable,
        periods=slot.codes,
        about=terms.about,
        state=terms.state,
        series=series,
        made_at=terms.now,
    )
    if terms.person is not None:
        theirs = WaitingListEntry.objects.for_school(school).filter(bookable=bookable, person=terms.person)
        theirs.over(booking.starts, booking.ends).delete()
    journal.created(booking, by=by, verb=MADE[terms.state])
    return booking


def _offered(bookable: Bookable, by: Actor) -> Bookable:
    """As it is now, held: two bookings of one person at the same second are counted one after the other.

    Who takes it off the list lets bookings already made stand.
    """
    require(policies.book, by, None)
    rows = Bookable.objects.for_school(bookable.school_id).select_related("room", "equipment", "school")
    fresh = rows.select_for_update(of=("self",), no_key=True).filter(pk=bookable.pk).first()
    if fresh is None or not fresh.is_offered:
        raise RuleBroken(NOT_OFFERED.format(bookable))
    if not fresh.is_for(by):
        raise RuleBroken(f"« {fresh} » n’est pas ouvert à tous : demandez à un référent numérique.")
    return fresh


def _hold(bookable: Bookable, slot: Slot, person: Person | None, now: datetime) -> Custody:
    starts, ends = slot.bounds(bookable.school.zone_info)
    since = rules.starts_at(starts, ends, now)
    return custody.take(bookable.thing, since, ends, kind=Custody.Kind.BOOKING, person=person)


@transaction.atomic
def book_free(
    bookable: Bookable, slots: Sequence[Slot], about: str, *, person: Person | None, now: datetime, by: Actor
) -> tuple[list[Booking], list[Slot]]:
    """« Sauter les conflits »: what could be booked, and what was left out, taken or beyond a limit."""
    bookings, skipped, why, series = list[Booking](), list[Slot](), list[str](), uuid4()
    if len(slots) > MOST_REPEATED:
        raise RuleBroken(
            f"On réserve {MOST_REPEATED} créneaux à la fois, pas plus : choisissez moins de cases."
        )
    terms = _terms(bookable, about, person=person, now=now, by=by)
    for slot in slots:
        try:
            with transaction.atomic():
                bookings.append(_make(slot, terms, len(bookings), series=series, by=by))
        except RuleBroken as refusal:
            skipped.append(slot)
            why += refusal.reasons
    if not bookings:
        raise RuleBroken(list(dict.fromkeys(why)) or ["Choisissez un créneau libre."])
    notices.tell_made(bookings, now=now, by=by)
    return bookings, skipped


def _locked(booking: Booking, by: Actor) -> Booking:
    booking = Booking.objects.for_school(booking.school_id).locked(booking.pk)
    require(policies.end_booking, by, booking)
    return booking


@transaction.atomic
def cancel_booking(booking: Booking, *, now: datetime, by: Actor) -> Booking:
    """It will not take place: the thing is free again. Cancelled twice is cancelled once."""
    booking = _locked(booking, by)
    if booking.exam_id is not None:
        raise RuleBroken("C’est tenu pour un examen : annulez l’examen.")
    if booking.state != BookingState.CANCELLED:
        _release(booking, now, by)
        notices.tell_cancelled([booking], now=now, by=by)
    return booking


@transaction.atomic
def cancel_series(booking: Booking, *, now: datetime, by: Actor) -> list[Booking]:
    """This one and those that « chaque semaine » made after it. Those of before stay."""
    later = list(later_of_series(booking, now).order_by("pk")) if booking.series else []
    rows = [_locked(row, by) for row in [booking, *later]]
    gone = [row for row in rows if row.can_cancel_at(now)]
    if not gone:
        raise RuleBroken("Il ne reste rien à annuler de cette série.")
    for row in gone:
        _release(row, now, by)
    notices.tell_cancelled(gone, now=now, by=by)
    return gone


def _release(booking: Booking, now: datetime, by: Actor) -> None:
    """A booking that is locked lets its slot go, and whoever waits for it is told."""
    if not booking.can_cancel_at(now):
        raise RuleBroken("Cette réservation a commencé : rendez-la, elle sera libre aussitôt.")
    custody.release(booking.custody)
    tell_free(booking.bookable, booking.starts, booking.ends, now=now, by=by)
    journal.write_changes(booking, {"state": BookingState.CANCELLED}, by=by, verb="bookings.cancelled")
