"""Whether somebody gets what they asked for: granted, refused, or nobody answered in time."""

from datetime import datetime

from django.db import transaction

from fanal.accounts.models import School
from fanal.accounts.models.member import Actor
from fanal.accounts.policies.rights import require
from fanal.bookings.actions import notices
from fanal.bookings.actions.waiting import tell_free
from fanal.bookings.models import Booking
from fanal.bookings.policies import booking as policies
from fanal.bookings.rules.booking import BookingState
from fanal.core import journal
from fanal.core.errors import RuleBroken
from fanal.equipment.actions import custody

DECIDED = "Cette réservation n’attend plus d’accord : son état est « {} »."
BEGUN = "Cette réservation a commencé : personne n’y a répondu à temps."
UNANSWERED = "Personne n’a répondu avant le début."


@transaction.atomic
def grant(booking: Booking, *, now: datetime, by: Actor) -> Booking:
    """« Accorder ». Granted twice is granted once."""
    booking = _locked(booking, by)
    if booking.state == BookingState.HELD:
        return booking
    _refuse_late(booking, now)
    journal.write_changes(booking, {"state": BookingState.HELD}, by=by, verb="bookings.granted")
    notices.tell_decided(booking, now=now)
    return booking


@transaction.atomic
def refuse(booking: Booking, reply: str, *, now: datetime, by: Actor) -> Booking:
    """« Refuser », with a word: the slot is free again."""
    booking = _locked(booking, by)
    if booking.state == BookingState.REFUSED:
        return booking
    _refuse_late(booking, now)
    if not reply.strip():
        raise RuleBroken("Dites en un mot pourquoi : la personne le lira.")
    custody.release(booking.custody)
    tell_free(booking.bookable, booking.starts, booking.ends, now=now, by=by)
    values = {"state": BookingState.REFUSED, "reply": reply}
    journal.write_changes(booking, values, by=by, verb="bookings.refused")
    notices.tell_decided(booking, now=now)
    return booking


def _locked(booking: Booking, by: Actor) -> Booking:
    booking = Booking.objects.for_school(booking.school_id).locked(booking.pk)
    require(policies.decide_booking, by, booking)
    return booking


def _refuse_late(booking: Booking, now: datetime) -> None:
    if not booking.is_asked:
        raise RuleBroken(DECIDED.format(booking.get_state_display()))
    if not booking.can_decide_at(now):
        raise RuleBroken(BEGUN)


@transaction.atomic
def lapse(school: School, *, now: datetime, by: Actor) -> int:
    """What nobody answered before its beginning is free again, and its asker is told. How many."""
    require(policies.lapse_bookings, by, None)
    rows = Booking.objects.for_school(school).filter(
        state=BookingState.ASKED, custody__span__startswith__lte=now
    )
    late = list(rows.select_for_update(of=("self",)).order_by("pk"))
    for booking in late:
        custody.release(booking.custody)
        values = {"state": BookingState.REFUSED, "reply": UNANSWERED}
        tell_free(booking.bookable, booking.starts, booking.ends, now=now, by=by)
        journal.write_changes(booking, values, by=by, verb="bookings.unanswered")
        notices.tell_decided(booking, now=now)
    return len(late)
