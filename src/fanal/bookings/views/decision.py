"""What waits for an answer: granted, or refused with a word."""

from dataclasses import dataclass

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
from fanal.core.http.addresses import address
from fanal.core.http.answers import FORM, get_or_404
from fanal.core.pages.form_page import button_page, form_page
from fanal.core.pages.page import FormPage, Page, render


def _granted_by(request: SchoolRequest) -> BookingQuerySet:
    return Booking.objects.visible_to(request.member).decided_by(request.member).with_thing_and_person()


@dataclass(frozen=True, kw_only=True)
class BookingsToDecide(Page):
    template = "bookings/to_decide.html"

    rows: list[Booking]


@require_safe
def to_decide(request: SchoolRequest, uai: str) -> HttpResponse:
    require(policies.book, request.actor, None)
    rows = (
        Booking.objects.visible_to(request.member)
        .decided_by(request.member)
        .to_decide(timezone.now())
        .with_thing_and_person()
    )
    return render(request, BookingsToDecide(rows=list(rows)))


def _to_grant(request: SchoolRequest, booking: int) -> Booking:
    row: Booking = get_or_404(_granted_by(request), pk=booking)
    return row


@require_POST
def booking_grant(request: SchoolRequest, uai: str, booking: int) -> HttpResponse:
    row = _to_grant(request, booking)
    return button_page(
        request,
        lambda: actions.grant(row, now=timezone.now(), by=request.actor),
        success=f"C’est accordé à {row.custody.person}.",
        next_page=address("bookings:to_decide", uai),
    )


@dataclass(frozen=True, kw_only=True)
class BookingRefusal(FormPage):
    template = "bookings/refuse.html"

    booking: Booking


@require_http_methods(FORM)
def booking_refuse(request: SchoolRequest, uai: str, booking: int) -> HttpResponse:
    row = _to_grant(request, booking)
    require(policies.decide_booking, request.actor, row)
    form = RefuseForm(request.POST or None, school=request.member.school, instance=row)
    return form_page(
        request,
        BookingRefusal(form=form, booking=row),
        lambda values: actions.refuse(row, values["reply"], now=timezone.now(), by=request.actor),
        success="C’est refusé : le créneau est libre, et la personne le sait.",
        next_page=address("bookings:to_decide", uai),
    )
