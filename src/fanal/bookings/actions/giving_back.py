"""Giving a thing back, early or at its end: all was there, or something was missing."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from fanal.accounts.models.member import Actor
from fanal.accounts.policies.rights import require
from fanal.bookings.actions.waiting import tell_free
from fanal.bookings.models import Booking
from fanal.bookings.policies import booking as policies
from fanal.bookings.rules.booking import BookingState
from fanal.core import journal
from fanal.core.errors import RuleBroken
from fanal.core.text.french import full_day
from fanal.equipment.actions import custody
from fanal.equipment.models import Equipment
from fanal.equipment.reading.faults import FaultReport, report_fault


@transaction.atomic
def give_back(booking: Booking, *, now: datetime, by: Actor, is_complete: bool | None = None) -> Booking:
    """Back: before its end, others may take it at once. `is_complete`: whether all was there, if said."""
    booking = Booking.objects.for_school(booking.school_id).locked(booking.pk)
    require(policies.end_booking, by, booking)
    if booking.state == BookingState.BACK:
        return booking
    if not booking.can_give_back_at(now):
        raise RuleBroken("Cette réservation n’est pas en cours : il n’y a rien à rendre.")
    if not booking.is_over_at(now):
        ends = booking.ends
        custody.give_back(booking.custody, now)
        tell_free(booking.bookable, now, ends, now=now, by=by)
    values = {"state": BookingState.BACK, "is_complete": is_complete}
    journal.write_changes(booking, values, by=by, verb="bookings.given_back")
    return booking


@transaction.atomic
def report_missing(
    booking: Booking, items: Sequence[Equipment], words: str, *, now: datetime, by: Actor
) -> str:
    """Back, but not all of it: a request is opened for what was not there. Returns its address."""
    booking = Booking.objects.for_school(booking.school_id).locked(booking.pk)
    was_back = booking.state == BookingState.BACK
    booking = give_back(booking, now=now, by=by, is_complete=False)
    if was_back:
        raise RuleBroken("C’est déjà rendu : signalez le reste par une demande.")
    if not items and not words.strip():
        raise RuleBroken("Cochez ce qui manquait, ou dites-le en un mot.")
    day = full_day(booking.starts.astimezone(booking.school.zone_info).date())
    return_of = f"au retour de {booking.bookable} ({day}, {booking.periods})"
    missing = ", ".join(str(item) for item in items) or "quelque chose"
    lines = [f"Il manquait {missing}, {return_of}.", *filter(None, [words.strip()])]
    only = items[0] if len(items) == 1 else booking.custody.equipment
    person = booking.custody.person
    assert person is not None  # a closing is not given back, and a name goes a year later
    report = FaultReport(person, "\n".join(lines), booking.custody.room, only)
    return report_fault(report, now=now, by=by)
