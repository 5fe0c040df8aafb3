"""One booking: what it is, and its end."""

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from fanal.accounts.reading.requests import SchoolRequest
from fanal.accounts.rules.french import counted
from fanal.bookings.actions import booking as actions
from fanal.bookings.models import Booking
from fanal.bookings.policies import booking as policies
from fanal.bookings.reading.addresses import week_address
from fanal.bookings.reading.own import content_of, content_said, faults_of, later_of_series
from fanal.core.form_page import button_page
from fanal.core.http import get_or_404, render_page
from fanal.core.panels import panels_of


def _booking_or_404(request: SchoolRequest, number: int) -> Booking:
    """One's own, or one that this member grants."""
    rows = Booking.objects.visible_to(request.member).with_thing_and_person()
    booking: Booking = get_or_404(rows, pk=number)
    return booking


@require_safe
def booking_page(request: SchoolRequest, uai: str, booking: int) -> HttpResponse:
    held, now = _booking_or_404(request, booking), timezone.now()
    zone, may_end = request.member.school.zone_info, policies.end_booking(request.actor, held)
    context = {
        "booking": held,
        "starts": held.starts.astimezone(zone),
        "ends": held.ends.astimezone(zone),
        "content": content_said(held),
        "is_kit": not held.is_lost and not held.is_closing and content_of(held).exists(),
        "is_over": held.is_over_at(now),
        "can_cancel": held.can_cancel_at(now) and may_end and held.exam_id is None,
        "can_give_back": held.can_give_back_at(now) and may_end,
        "can_decide": held.can_decide_at(now) and policies.decide_booking(request.actor, held),
        "panels": panels_of(request.member, held),
        "is_to_replace": held.is_lost_by(request.member.person, now),
        "its_week": _its_week(request, held),
        "faults": faults_of(held.bookable, request.member) if held.is_to_use_at(now) else [],
        "later": later_of_series(held, now).count() if may_end and held.series else 0,
    }
    return render_page(request, "bookings/booking_page.html", context)


def _its_week(request: SchoolRequest, held: Booking) -> str:
    day = held.starts.astimezone(request.member.school.zone_info).date()
    return week_address(request.member.school.uai, held.bookable, day)


@require_POST
def booking_cancel(request: SchoolRequest, uai: str, booking: int) -> HttpResponse:
    held = _booking_or_404(request, booking)
    return button_page(
        request,
        lambda: actions.cancel_booking(held, now=timezone.now(), by=request.actor),
        success="La réservation est annulée : le créneau est libre.",
        next_page=_its_week(request, held),
    )


@require_POST
def series_cancel(request: SchoolRequest, uai: str, booking: int) -> HttpResponse:
    """This one and the following ones."""
    held = _booking_or_404(request, booking)
    return button_page(
        request,
        lambda: actions.cancel_series(held, now=timezone.now(), by=request.actor),
        success=lambda gone: f"{counted(len(gone), 'réservation annulée', 'réservations annulées')}.",
        next_page=_its_week(request, held),
    )
