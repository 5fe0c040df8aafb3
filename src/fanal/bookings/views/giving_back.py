"""« Rendre », « tout était là », « il manquait quelque chose »."""

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from fanal.accounts.policies.rights import require
from fanal.accounts.reading.requests import SchoolRequest
from fanal.bookings.actions import giving_back as actions
from fanal.bookings.forms.booking import MissingForm
from fanal.bookings.models import Booking
from fanal.bookings.policies import booking as policies
from fanal.bookings.reading.addresses import week_address
from fanal.core.form_page import button_page, form_page
from fanal.core.http import FORM, get_or_404


def _own_or_404(request: SchoolRequest, number: int) -> Booking:
    found: Booking = get_or_404(Booking.objects.visible_to(request.member).with_thing_and_person(), pk=number)
    return found


@require_POST
def booking_give_back(request: SchoolRequest, uai: str, booking: int) -> HttpResponse:
    return _give_back(request, booking, is_complete=None)


@require_POST
def booking_complete(request: SchoolRequest, uai: str, booking: int) -> HttpResponse:
    """« Tout était là »."""
    return _give_back(request, booking, is_complete=True)


def _give_back(request: SchoolRequest, booking: int, *, is_complete: bool | None) -> HttpResponse:
    held, now = _own_or_404(request, booking), timezone.now()
    is_over = held.is_over_at(now)
    return button_page(
        request,
        lambda: actions.give_back(held, now=now, by=request.actor, is_complete=is_complete),
        success="C’est noté, merci." if is_over else "C’est rendu : quelqu’un d’autre peut s’en servir.",
        next_page=week_address(request.member.school.uai, held.bookable, request.today),
    )


@require_http_methods(FORM)
def booking_missing(request: SchoolRequest, uai: str, booking: int) -> HttpResponse:
    """What was not there: a request is opened for it."""
    held = _own_or_404(request, booking)
    require(policies.end_booking, request.actor, held)
    return form_page(
        request,
        MissingForm(request.POST or None, school=request.member.school, booking=held),
        lambda values: actions.report_missing(
            held, values["items"], values["words"], now=timezone.now(), by=request.actor
        ),
        template="bookings/missing.html",
        success="C’est rendu, et une demande est ouverte pour ce qui manquait.",
        next_page=lambda page: page,
        context={"booking": held},
    )
