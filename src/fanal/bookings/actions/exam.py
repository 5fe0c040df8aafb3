"""An exam takes its rooms and cases before everything else: what was booked leaves, people are told."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from fanal.accounts.models import Person, School
from fanal.accounts.models.member import Actor
from fanal.accounts.policies.rights import require
from fanal.bookings.actions import notices
from fanal.bookings.actions.booking import book
from fanal.bookings.actions.waiting import tell_free
from fanal.bookings.models import Bookable, Booking, Exam, WaitingListEntry
from fanal.bookings.policies import booking as policies
from fanal.bookings.reading.exam import seats_of
from fanal.bookings.rules.booking import HOLDING, BookingState
from fanal.bookings.rules.exam import CHECKED_BEFORE, missing
from fanal.core import journal
from fanal.core.errors import RuleBroken, reasons_of_refusal
from fanal.equipment.actions import custody
from fanal.equipment.models import Custody
from fanal.equipment.reading.custody import custodies_of
from fanal.timetable.actions.timetable import hold_room
from fanal.timetable.rules.periods import Slot


@transaction.atomic
def plan_exam(
    school: School,
    values: Mapping[str, Any],
    slots: Sequence[Slot],
    things: Sequence[Bookable],
    *,
    person: Person,
    now: datetime,
    by: Actor,
) -> Exam:
    """All of these things over all of these stretches, or nothing. RuleBroken when a loan is in the way."""
    school = School.objects.held(school.pk)
    require(policies.manage_bookings, by, None)
    if not things or not slots:
        raise RuleBroken("Choisissez au moins une salle ou un lot, et un créneau.")
    if any(slot.bounds(school.zone_info)[0] <= now for slot in slots):
        raise RuleBroken("Cet examen serait déjà commencé : vérifiez le jour.")
    codes = " ".join(slot.codes for slot in slots)
    exam = Exam.objects.create(school=school, day=slots[0].day, periods=codes, made_at=now, **values)
    for thing in things:
        for slot in slots:
            _make_room(thing, slot, exam, now, by)
        bookings = book(thing, slots, exam.name, person=person, now=now, by=by)
        Booking.objects.for_school(school).filter(pk__in=[row.pk for row in bookings]).update(exam=exam)
        if thing.room is not None:
            hold_room(thing.room, now=now)  # what is left of the lessons that it shortens
    journal.created(exam, by=by, verb="bookings.exam_planned")
    return exam


def _make_room(thing: Bookable, slot: Slot, exam: Exam, now: datetime, by: Actor) -> None:
    """What stands in the way leaves; another exam does not."""
    starts, ends = slot.bounds(exam.school.zone_info)
    for holding in custodies_of(thing.thing, starts, ends).select_related("booking", "within__booking"):
        booking = getattr(holding, "booking", None)
        if holding.kind == Custody.Kind.LESSON:
            custody.release(holding)
        elif booking is None:
            raise RuleBroken(f"« {thing} » est prêté à ce moment : choisissez autre chose.")
        elif booking.exam_id is not None:
            raise RuleBroken(f"« {thing} » sert déjà à « {booking.exam} » {slot.words}.")
        elif booking.is_closing:
            why = f"« {thing} » est fermé {slot.words} ({booking.about})"
            raise RuleBroken(f"{why} : rouvrez-le d’abord, ou choisissez autre chose.")
        else:
            _cancel(booking, (starts, ends), exam, now, by)


def _cancel(booking: Booking, span: tuple[datetime, datetime], exam: Exam, now: datetime, by: Actor) -> None:
    booking = Booking.objects.for_school(exam.school_id).locked(booking.pk)
    if BookingState(booking.state) not in HOLDING or not booking.custody.overlaps(*span):
        return  # it has moved or ended meanwhile
    custody.release(booking.custody)
    why = f"Pris pour « {exam.name} »."
    values = {"state": BookingState.CANCELLED, "reply": why, "taken_by": exam, "taken_from": booking.state}
    journal.write_changes(booking, values, by=by, verb="bookings.cancelled")
    notices.tell_cancelled([booking], now=now, by=by)
    if booking.custody.person_id is not None:  # told, should the exam be cancelled
        WaitingListEntry.objects.get_or_create(
            school=exam.school,
            bookable=booking.bookable,
            person_id=booking.custody.person_id,
            starts_at=booking.starts,
            defaults={"ends_at": booking.ends, "periods": booking.periods, "made_at": now},
        )


class _Tried(Exception):
    """Raised so that nothing of a trial stays."""


def refusals_of_plan(*arguments: Any, **how: Any) -> list[str]:
    """Why `plan_exam` would refuse this: it is planned, and nothing is kept, so that a preview is true."""
    with suppress(_Tried), reasons_of_refusal() as reasons, transaction.atomic():
        plan_exam(*arguments, **how)
        raise _Tried
    return reasons


@transaction.atomic
def cancel_exam(exam: Exam, *, now: datetime, by: Actor) -> Exam:
    """What it took comes back, bookings and lessons; whoever waits for the rest is told that it is free."""
    exam = Exam.objects.for_school(exam.school_id).locked(exam.pk)
    require(policies.manage_bookings, by, None)
    if exam.is_cancelled:
        return exam
    rows = Booking.objects.for_school(exam.school_id).holding().filter(exam=exam)
    bookings = list(rows.select_for_update(of=("self",)).order_by("pk"))
    for booking in bookings:
        custody.release(booking.custody)
        values = {"state": BookingState.CANCELLED}
        journal.write_changes(booking, values, by=by, verb="bookings.cancelled")
    _give_back_taken(exam, now, by)
    for room in {booking.bookable.room for booking in bookings if booking.bookable.room is not None}:
        hold_room(room, now=now)  # the lessons that it took, beside the bookings
    for booking in bookings:
        tell_free(booking.bookable, booking.starts, booking.ends, now=now, by=by)
    journal.write_changes(exam, {"is_cancelled": True}, by=by, verb="bookings.exam_cancelled")
    return exam


def _give_back_taken(exam: Exam, now: datetime, by: Actor) -> None:
    """The bookings to come that it took are held again, as they were; their people are told."""
    taken = Booking.objects.for_school(exam.school_id).filter(taken_by=exam, state=BookingState.CANCELLED)
    present = taken.filter(custody__span__startswith__gt=now, custody__person__left_on=None)
    rows = present.exclude(custody__person=None).with_thing_and_person().order_by("custody__span", "pk")
    for booking in rows.select_for_update(of=("self",)):
        with suppress(custody.Taken):
            custody.hold_again(booking.custody)
            values = {"state": booking.taken_from, "reply": "", "taken_by": None, "taken_from": ""}
            journal.write_changes(booking, values, by=by, verb="bookings.come_back")
            WaitingListEntry.objects.for_school(exam.school_id).filter(
                bookable=booking.bookable_id, person=booking.custody.person_id
            ).over(booking.starts, booking.ends).delete()
            notices.tell_back(booking, exam, now=now, by=by)


@transaction.atomic
def warn_of_exams(school: School, *, now: datetime, by: Actor) -> int:
    """Within a week of an exam, the référents are told once of the machines that are wanting. How many."""
    require(policies.warn_of_exams, by, None)
    today = timezone.localdate(now, school.zone_info)
    rows = Exam.objects.for_school(school).filter(is_cancelled=False, warned_at=None)
    near = rows.filter(day__range=(today, today + CHECKED_BEFORE)).select_for_update(of=("self",))
    return sum(_warn(exam, now) for exam in list(near.order_by("pk")))


def _warn(exam: Exam, now: datetime) -> bool:
    wanting = missing(exam.candidates, seats_of(exam))
    if not wanting:
        return False
    exam.warned_at = now
    exam.save(update_fields=["warned_at"])
    notices.tell_exam(exam, wanting, now=now)
    return True
