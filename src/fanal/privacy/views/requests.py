"""Requests of people about their data: the list, one request, its letter."""

from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods, require_safe

from fanal.accounts.policies.rights import annotate_permissions, require
from fanal.accounts.reading.requests import SchoolRequest, on_day
from fanal.core.addresses import address
from fanal.core.form_page import form_page
from fanal.core.http import FORM, attached_pdf, get_or_404, paginate, render_page
from fanal.privacy.actions import requests as actions
from fanal.privacy.forms.rights_request import RightsForm
from fanal.privacy.models import RightsRequest
from fanal.privacy.policies import registers as policies
from fanal.privacy.reading import requests as reading


def one_request(request: SchoolRequest, number: int) -> RightsRequest:
    require(policies.read_rights, request.actor, None)
    return get_or_404(RightsRequest.objects.for_school(request.member.school), number=number)


@require_safe
def rights_list(request: SchoolRequest, uai: str) -> HttpResponse:
    require(policies.read_rights, request.actor, None)
    context = {
        "page": paginate(request, reading.requests_of(request.member.school, request.today)),
        "can_write": policies.handle_rights(request.actor, None),
    }
    return render_page(request, "privacy/rights_list.html", context)


@require_safe
def rights_page(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    rights_request = one_request(request, number)
    buttons = (policies.handle_rights, policies.export_person)
    annotate_permissions([rights_request], *buttons, to=request.actor)
    context = {
        "rights_request": rights_request,
        "row": reading.row_of(rights_request, request.today),
    }
    return render_page(request, "privacy/rights_page.html", context)


@require_http_methods(FORM)
def rights_add(request: SchoolRequest, uai: str) -> HttpResponse:
    return _write(request, None, {"received_on": request.today})


@require_http_methods(FORM)
def rights_change(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    return _write(request, one_request(request, number), {})


def _write(
    request: SchoolRequest, rights_request: RightsRequest | None, start: dict[str, Any]
) -> HttpResponse:
    school, now = request.member.school, on_day(request)
    return form_page(
        request,
        RightsForm(request.POST or None, school=school, instance=rights_request, initial=start),
        lambda values: actions.write_request(school, rights_request, values, **now),
        template="privacy/rights_form.html",
        success="C’est noté.",
        next_page=lambda kept: address("privacy:rights_page", school.uai, kept.number),
        context={"record": rights_request},
        require=lambda: require(policies.handle_rights, request.actor, rights_request),
    )


@require_safe
def rights_letter(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    """The letter that it waits for now, as PDF."""
    made = reading.letter_of(one_request(request, number), request.member.school, request.today)
    return attached_pdf(made, f"droits-{number}-{uai}")
