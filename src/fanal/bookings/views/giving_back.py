"""« Rendre », « tout était là », « il manquait quelque chose »."""

from dataclasses import dataclass

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
from fanal.bookings.views.own import booking_of
from fanal.core.http.answers import FORM
from fanal.core.pages.form_page import button_page, form_page
from fanal.core.pages.page import FormPage


@require_POST
def booking_give_back(request: SchoolRequest, uai: str, booking: int) -> HttpResponse:
    return _give_back(request, booking, is_complete=None)


@require_POST
def booking_complete(request: SchoolRequest, uai: str, booking: int) -> HttpResponse:
    """« Tout était là »."""
    return _give_back(request, booking, is_complete=True)


def _give_back(request: SchoolRequest, booking: int, *, is_complete: bool | None) -> HttpResponse:
    row, now = booking_of(request, booking), timezone.now()
    is_over = row.is_over_at(now)
    return button_page(
        request,
        lambda: actions.give_back(row, now=now, by=request.actor, is_complete=is_complete),
        success="C’est noté, merci." if is_over else "C’est rendu : quelqu’un d’autre peut s’en servir.",
        next_page=week_address(request.member.school.uai, row.bookable, request.today),
    )


@dataclass(frozen=True, kw_only=True)
class MissingContent(FormPage):
    template = "bookings/missing.html"

    booking: Booking


@require_http_methods(FORM)
def booking_missing(request: SchoolRequest, uai: str, booking: int) -> HttpResponse:
    """What was not there: a request is opened for it."""
    row = booking_of(request, booking)
    require(policies.end_booking, request.actor, row)
    form = MissingForm(request.POST or None, school=request.member.school, booking=row)
    return form_page(
        request,
        MissingContent(form=form, booking=row),
        lambda values: actions.report_missing(
            row, values["items"], values["words"], now=timezone.now(), by=request.actor
        ),
        success="C’est rendu, et une demande est ouverte pour ce qui manquait.",
        next_page=lambda address: address,
    )
