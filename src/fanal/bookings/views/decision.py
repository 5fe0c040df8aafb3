"""What waits for an answer: granted, or refused with a word."""

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fanal.accounts.policies.rights import require
from fanal.accounts.reading.requests import SchoolRequest
from fanal.bookings.actions import decision as actions
from fanal.bookings.forms.booking import RefuseForm
from fanal.bookings.models import Booking
from fanal.bookings.models.booking import BookingQuerySet
from fanal.bookings.policies import booking as policies
from fanal.core.addresses import address
from fanal.core.form_page import button_page, form_page
from fanal.core.http import FORM, get_or_404, render_page


def _granted_by(request: SchoolRequest) -> BookingQuerySet:
    return Booking.objects.visible_to(request.member).decided_by(request.member).with_thing_and_person()


@require_safe
def to_decide(request: SchoolRequest, uai: str) -> HttpResponse:
    require(policies.book, request.actor, None)
    rows = (
        Booking.objects.visible_to(request.member)
        .decided_by(request.member)
        .to_decide(timezone.now())
        .with_thing_and_person()
    )
    return render_page(request, "bookings/to_decide.html", {"rows": list(rows)})


def _asked_or_404(request: SchoolRequest, booking: int) -> Booking:
    found: Booking = get_or_404(_granted_by(request), pk=booking)
    return found


@require_POST
def booking_grant(request: SchoolRequest, uai: str, booking: int) -> HttpResponse:
    asked = _asked_or_404(request, booking)
    return button_page(
        request,
        lambda: actions.grant(asked, now=timezone.now(), by=request.actor),
        success=f"C’est accordé à {asked.custody.person}.",
        next_page=address("bookings:to_decide", uai),
    )


@require_http_methods(FORM)
def booking_refuse(request: SchoolRequest, uai: str, booking: int) -> HttpResponse:
    asked = _asked_or_404(request, booking)
    require(policies.decide_booking, request.actor, asked)
    return form_page(
        request,
        RefuseForm(request.POST or None, school=request.member.school, instance=asked),
        lambda values: actions.refuse(asked, values["reply"], now=timezone.now(), by=request.actor),
        template="bookings/refuse.html",
        success="C’est refusé : le créneau est libre, et la personne le sait.",
        next_page=address("bookings:to_decide", uai),
        context={"booking": asked},
    )
