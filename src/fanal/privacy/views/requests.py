"""Requests of people about their data: the list, one request, its letter."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods, require_safe

from fanal.accounts.models import School
from fanal.accounts.policies.rights import annotate_permissions, require
from fanal.accounts.reading.requests import SchoolRequest, on_day
from fanal.core.http.addresses import address
from fanal.core.http.answers import FORM, attached_pdf, get_or_404, paginate
from fanal.core.pages.filter_chips import FilterChip, tab_chips
from fanal.core.pages.form_page import form_page
from fanal.core.pages.page import FormPage, Page, Paged, render
from fanal.privacy.actions import requests as actions
from fanal.privacy.forms.rights_request import RightsForm
from fanal.privacy.models import RightsRequest
from fanal.privacy.policies import registers as policies
from fanal.privacy.reading import requests as reading
from fanal.privacy.reading.requests import RightsRequestRow
from fanal.privacy.reading.tabs import OPEN_TABS, tab_of


def one_request(request: SchoolRequest, number: int) -> RightsRequest:
    require(policies.read_rights, request.actor, None)
    return get_or_404(RightsRequest.objects.for_school(request.member.school), number=number)


@dataclass(frozen=True, kw_only=True)
class RightsRequestListPage(Page):
    template = "privacy/rights_list.html"

    page: Paged
    chips: list[FilterChip]
    view: str
    school: School


@require_safe
def rights_list(request: SchoolRequest, uai: str) -> HttpResponse:
    require(policies.read_rights, request.actor, None)
    school, view = request.member.school, tab_of(OPEN_TABS, request.GET)
    annotate_permissions([school], policies.handle_rights, to=request.actor)
    page = RightsRequestListPage(
        page=paginate(request, reading.requests_of(school, request.today, view)),
        chips=tab_chips(OPEN_TABS, None, view),
        view=view,
        school=school,
    )
    return render(request, page)


@dataclass(frozen=True, kw_only=True)
class RightsRequestPage(Page):
    template = "privacy/rights_page.html"

    rights_request: RightsRequest
    state: RightsRequestRow


@require_safe
def rights_page(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    rights_request = one_request(request, number)
    buttons = (policies.handle_rights, policies.export_person)
    annotate_permissions([rights_request], *buttons, to=request.actor)
    state = reading.row_of(rights_request, request.today)
    return render(request, RightsRequestPage(rights_request=rights_request, state=state))


@dataclass(frozen=True, kw_only=True)
class RightsRequestFormPage(FormPage):
    """`rights_request` is None as long as it is not noted."""

    template = "privacy/rights_form.html"

    rights_request: RightsRequest | None


@require_http_methods(FORM)
def rights_add(request: SchoolRequest, uai: str) -> HttpResponse:
    return _write(request, None)


@require_http_methods(FORM)
def rights_change(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    return _write(request, one_request(request, number))


def _write(request: SchoolRequest, rights_request: RightsRequest | None) -> HttpResponse:
    """Show the form of a request, one more when there is none, and save it."""
    school, stamp = request.member.school, on_day(request)
    initial = {} if rights_request else {"received_on": request.today}
    form = RightsForm(request.POST or None, school=school, instance=rights_request, initial=initial)
    return form_page(
        request,
        RightsRequestFormPage(form=form, rights_request=rights_request),
        lambda values: actions.write_request(school, rights_request, values, **stamp),
        success="C’est noté.",
        next_page=lambda written: address("privacy:rights_page", school.uai, written.number),
        require=lambda: require(policies.handle_rights, request.actor, rights_request),
    )


@require_safe
def rights_letter(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    """Print the letter that it waits for now."""
    pdf = reading.letter_of(one_request(request, number), request.member.school, request.today)
    return attached_pdf(pdf, f"droits-{number}-{uai}")
