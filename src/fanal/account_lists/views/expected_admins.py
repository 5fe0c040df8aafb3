"""Whom the management expects to be an administrator of a service."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from fanal.account_lists.actions.expected_admins import expect_admins
from fanal.account_lists.forms.expected_admins import AdminsForm
from fanal.account_lists.models import ExpectedAdmin
from fanal.account_lists.policies import accounts as policies
from fanal.accounts.policies.rights import require
from fanal.accounts.reading.requests import SchoolRequest, on_day
from fanal.core.http.addresses import address
from fanal.core.http.answers import FORM
from fanal.core.pages.form_page import SAVED, form_page
from fanal.core.pages.page import FormPage
from fanal.online_services.models import OnlineService
from fanal.online_services.views.register import one_service


@dataclass(frozen=True, kw_only=True)
class ServiceAdminsPage(FormPage):
    template = "account_lists/service_admins.html"

    online_service: OnlineService


@require_http_methods(FORM)
def service_admins(request: SchoolRequest, uai: str, service: int) -> HttpResponse:
    """Beside those whom an act designates, the management ticks who is expected to be an administrator."""
    online_service = one_service(request, service)
    rows = ExpectedAdmin.objects.for_school(online_service.school_id).filter(service=online_service)
    form = AdminsForm(
        request.POST if request.method == "POST" else None,
        school=request.member.school,
        initial={"people": list(rows.values_list("person_id", flat=True))},
    )
    return form_page(
        request,
        ServiceAdminsPage(form=form, online_service=online_service),
        lambda values: expect_admins(online_service, values["people"], **on_day(request)),
        success=SAVED,
        next_page=address("online_services:service_page", uai, service),
        require=lambda: require(policies.expect_admin, request.actor, online_service),
    )
