"""Moving a booking: to another time, shorter or longer; its thing stays."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from fanal.accounts.models.member import Actor
from fanal.accounts.models.roles import TEAM
from fanal.accounts.policies.rights import require
from fanal.bookings.actions import notices
from fanal.bookings.actions.waiting import tell_free
from fanal.bookings.models import Booking
from fanal.bookings.policies import booking as policies
from fanal.bookings.reading.eligibility import eligibility_of
from fanal.bookings.rules import booking as rules
from fanal.bookings.rules.booking import BookingState
from fanal.core import journal
from fanal.core.errors import RuleBroken
from fanal.equipment.actions import custody
from fanal.timetable.rules.periods import Slot

ONE_STRETCH = "Choisissez des créneaux qui se suivent, le même jour : une réservation est d’un bloc."
OF_AN_EXAM = "C’est tenu pour un examen : annulez l’examen, et prévoyez-le de nouveau."
BEGUN = "Cette réservation ne se déplace plus : elle a commencé, ou elle est annulée."


@transaction.atomic
def move(booking: Booking, slots: Sequence[Slot], about: str, *, now: datetime, by: Actor) -> Booking:
    """To this one stretch, or nowhere: what was held stays held when the new time is taken.

    What was granted for one time is asked again for another, but not when it becomes shorter.
    """
    booking = Booking.objects.for_school(booking.school_id).locked(booking.pk)
    require(policies.end_booking, by, booking)
    if not booking.can_cancel_at(now):
        raise RuleBroken(BEGUN)
    if booking.exam_id is not None:
        raise RuleBroken(OF_AN_EXAM)
    if not booking.bookable.is_offered or not booking.bookable.is_for(by):
        raise RuleBroken(f"« {booking.bookable} » ne se réserve plus : annulez, ou demandez à un référent.")
    if len(slots) != 1:
        raise RuleBroken(ONE_STRETCH)
    slot, bookable, holding = slots[0], booking.bookable, booking.custody
    may = eligibility_of(
        bookable, holding.person, booking.school, now=now, is_team=by.has(*TEAM), but=booking
    )
    if reasons := may.refusals(slot):
        raise RuleBroken(reasons)
    before = booking.starts, booking.ends
    starts, ends = slot.bounds(booking.school.zone_info)
    since, is_within = rules.starts_at(starts, ends, now), booking.starts <= starts and ends <= booking.ends
    is_asked = bookable.needs_approval and not is_within and not bookable.is_approved_by(by)
    if is_asked and (reasons := rules.asking_refusals(starts, now)):
        raise RuleBroken(reasons)
    try:
        custody.move(holding, since, ends)
    except custody.Taken:
        raise custody.Taken(f"Quelqu’un l’a déjà {slot.words} : choisissez un autre créneau.") from None
    values = {"periods": slot.codes, "about": " ".join(about.split())}
    if is_asked:
        values["state"] = BookingState.ASKED
    journal.write_changes(booking, values, by=by, verb="bookings.moved")
    tell_free(bookable, *before, now=now, by=by)
    notices.tell_moved(booking, now=now, by=by)
    return booking
