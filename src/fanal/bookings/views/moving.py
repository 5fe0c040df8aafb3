"""« Déplacer »: the week again, with one's own booking in it, to move, shorten or lengthen it."""

from datetime import datetime

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from fanal.accounts.policies.rights import require
from fanal.accounts.reading.requests import SchoolRequest
from fanal.bookings.actions.moving import move
from fanal.bookings.actions.notices import when
from fanal.bookings.forms.booking import MoveBookingForm
from fanal.bookings.models import Booking
from fanal.bookings.policies import booking as policies
from fanal.bookings.reading.cells import reader_for
from fanal.bookings.reading.week import periods_of
from fanal.bookings.rules.periods import Period
from fanal.bookings.views.grid import day_shown, grid
from fanal.core.addresses import address
from fanal.core.form_page import form_page
from fanal.core.http import FORM, UNPROCESSABLE, get_or_404, render_page

MOVED, ASKED = "C’est noté :", "Le nouveau créneau est gardé, un accord est demandé :"


@require_http_methods(FORM)
def booking_move(request: SchoolRequest, uai: str, booking: int) -> HttpResponse:
    held: Booking = get_or_404(Booking.objects.visible_to(request.member).with_thing_and_person(), pk=booking)
    require(policies.end_booking, request.actor, held)
    now, school = timezone.now(), request.member.school
    periods, sent = periods_of(school), request.POST if request.method == "POST" else None
    form = MoveBookingForm(sent, school=school, today=request.today, periods=periods, instance=held)
    return form_page(
        request,
        form,
        lambda values: move(held, values["case"], values["about"], now=now, by=request.actor),
        success=lambda moved: f"{ASKED if moved.is_asked else MOVED} {when(moved)}.",
        next_page=address("bookings:booking_page", uai, held.pk),
        show=lambda reasons: _show(request, held, form, periods, now, reasons),
    )


def _show(
    request: SchoolRequest,
    held: Booking,
    form: MoveBookingForm,
    periods: list[Period],
    now: datetime,
    reasons: list[str],
) -> HttpResponse:
    """The week in which it lies, or `?le=`, with its own cells ticked."""
    starts = held.starts.astimezone(request.member.school.zone_info).date()
    reader = reader_for(request.member, now, held)
    day = day_shown(request, periods, reader) if "le" in request.GET else starts
    shown = grid(request, held.bookable, day, periods, reader)
    own = [f"{starts.isoformat()} {code}" for code in held.periods.split()]
    more = {"form": form, "reasons": reasons, "moving": held, "own": own, "ticked": shown["ticked"] or own}
    status = UNPROCESSABLE if form.is_bound else 200
    return render_page(request, "bookings/week.html", {**shown, **more}, status=status)
