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
from fanal.bookings.reading.cells import reader_for, slot_value
from fanal.bookings.views.grid import BookingWeek, day_shown, grid
from fanal.bookings.views.own import booking_of
from fanal.core.http.addresses import address
from fanal.core.http.answers import FORM
from fanal.core.pages.form_page import form_page
from fanal.timetable.reading.periods import periods_of
from fanal.timetable.rules.periods import Period

MOVED, ASKED = "C’est noté :", "Le nouveau créneau est gardé, un accord est demandé :"


@require_http_methods(FORM)
def booking_move(request: SchoolRequest, uai: str, booking: int) -> HttpResponse:
    row = booking_of(request, booking)
    require(policies.end_booking, request.actor, row)
    now, school = timezone.now(), request.member.school
    periods, sent = periods_of(school), request.POST if request.method == "POST" else None
    form = MoveBookingForm(sent, school=school, today=request.today, periods=periods, instance=row)
    return form_page(
        request,
        form,
        lambda values: move(row, values["case"], values["about"], now=now, by=request.actor),
        success=lambda moved: f"{ASKED if moved.is_asked else MOVED} {when(moved)}.",
        next_page=address("bookings:booking_page", uai, row.pk),
        show=lambda reasons: _page(request, row, form, periods, now, reasons),
    )


def _page(
    request: SchoolRequest,
    row: Booking,
    form: MoveBookingForm,
    periods: list[Period],
    now: datetime,
    reasons: list[str],
) -> BookingWeek:
    """The week in which it lies, or `?le=`, with its own cells ticked."""
    starts = row.starts.astimezone(request.member.school.zone_info).date()
    reader = reader_for(request.member, now, row)
    day = day_shown(request, periods, reader) if "le" in request.GET else starts
    cells = [slot_value(starts, code) for code in row.periods.split()]
    return BookingWeek(
        grid=grid(request, row.bookable, day, periods, reader),
        ticked=request.POST.getlist("case") or cells,
        moving=row,
        cells=cells,
        form=form,
        reasons=reasons,
    )
