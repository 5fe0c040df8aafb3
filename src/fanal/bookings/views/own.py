"""One booking: what it is, and its end."""

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from fanal.accounts.reading.requests import SchoolRequest
from fanal.bookings.actions import booking as actions
from fanal.bookings.models import Booking
from fanal.bookings.policies import booking as policies
from fanal.bookings.reading.addresses import week_address
from fanal.bookings.reading.own import content_of, content_words, faults_of, later_of_series
from fanal.bookings.reading.remaining import other_words, others_free, remaining_of
from fanal.core.http.answers import get_or_404
from fanal.core.pages.form_page import button_page
from fanal.core.pages.page import Page, render
from fanal.core.pages.panels import Panel, panels_of
from fanal.core.text.french import counted
from fanal.equipment.reading.faults import OpenFault


def booking_of(request: SchoolRequest, number: int) -> Booking:
    """One of theirs, or one that they may grant."""
    rows = Booking.objects.visible_to(request.member).with_thing_and_person()
    booking: Booking = get_or_404(rows, pk=number)
    return booking


@dataclass(frozen=True)
class BookingSteps:
    """What may still be done to a booking by whoever reads it, at this hour."""

    cancel: bool
    give_back: bool
    decide: bool


@dataclass(frozen=True)
class Shortfall:
    """What is missing of a booking, in words, and where else one can go at the same hour."""

    words: str
    others: list[tuple[str, str]]


@dataclass(frozen=True, kw_only=True)
class BookingPage(Page):
    """One booking; `later`: how many of its series come after it and may be cancelled with it."""

    template = "bookings/booking_page.html"

    booking: Booking
    starts: datetime
    ends: datetime
    content: str
    steps: BookingSteps
    is_kit: bool
    is_over: bool
    is_to_replace: bool
    its_week: str
    faults: list[OpenFault]
    shortfall: Shortfall | None
    later: int
    panels: list[Panel]


@require_safe
def booking_page(request: SchoolRequest, uai: str, booking: int) -> HttpResponse:
    row, now = booking_of(request, booking), timezone.now()
    zone, is_to_use = request.member.school.zone_info, row.is_to_use_at(now)
    page = BookingPage(
        booking=row,
        starts=row.starts.astimezone(zone),
        ends=row.ends.astimezone(zone),
        content=content_words(row),
        steps=_steps(request, row, now),
        is_kit=not row.is_lost and not row.is_closing and content_of(row).exists(),
        is_over=row.is_over_at(now),
        is_to_replace=row.is_lost_by(request.member.person, now),
        its_week=_its_week(request, row),
        faults=faults_of(row.bookable, request.member) if is_to_use else [],
        shortfall=_shortfall(request, row) if is_to_use else None,
        later=_later(request, row, now),
        panels=panels_of(request.member, row),
    )
    return render(request, page)


def _steps(request: SchoolRequest, row: Booking, now: datetime) -> BookingSteps:
    may_end = policies.end_booking(request.actor, row)
    return BookingSteps(
        cancel=row.can_cancel_at(now) and may_end and row.exam_id is None,
        give_back=row.can_give_back_at(now) and may_end,
        decide=row.can_decide_at(now) and policies.decide_booking(request.actor, row),
    )


def _later(request: SchoolRequest, row: Booking, now: datetime) -> int:
    if not row.series or not policies.end_booking(request.actor, row):
        return 0
    return later_of_series(row, now).count()


def _shortfall(request: SchoolRequest, row: Booking) -> Shortfall | None:
    """None while all that was booked is there."""
    remaining = remaining_of(row)
    if remaining.is_whole:
        return None
    uai, day = request.member.school.uai, row.starts.astimezone(request.member.school.zone_info).date()
    others = [(other_words(one), week_address(uai, one, day)) for one in others_free(row, request.member)]
    return Shortfall(remaining.words, others)


def _its_week(request: SchoolRequest, row: Booking) -> str:
    day = row.starts.astimezone(request.member.school.zone_info).date()
    return week_address(request.member.school.uai, row.bookable, day)


@require_POST
def booking_cancel(request: SchoolRequest, uai: str, booking: int) -> HttpResponse:
    row = booking_of(request, booking)
    return button_page(
        request,
        lambda: actions.cancel_booking(row, now=timezone.now(), by=request.actor),
        success="La réservation est annulée : le créneau est libre.",
        next_page=_its_week(request, row),
    )


@require_POST
def series_cancel(request: SchoolRequest, uai: str, booking: int) -> HttpResponse:
    """This one and the following ones."""
    row = booking_of(request, booking)
    return button_page(
        request,
        lambda: actions.cancel_series(row, now=timezone.now(), by=request.actor),
        success=lambda rows: f"{counted(len(rows), 'réservation annulée', 'réservations annulées')}.",
        next_page=_its_week(request, row),
    )
