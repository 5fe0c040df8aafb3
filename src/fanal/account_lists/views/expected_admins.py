"""Whom the management expects to be an administrator of a service."""

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from fanal.account_lists.actions.expected_admins import expect_admins
from fanal.account_lists.forms.expected_admins import AdminsForm
from fanal.account_lists.models import ExpectedAdmin
from fanal.account_lists.policies import accounts as policies
from fanal.accounts.policies.rights import require
from fanal.accounts.reading.requests import SchoolRequest, on_day
from fanal.core.addresses import address
from fanal.core.form_page import SAVED, form_page
from fanal.core.http import FORM
from fanal.online_services.views.register import one_service


@require_http_methods(FORM)
def service_admins(request: SchoolRequest, uai: str, service: int) -> HttpResponse:
    """Beside those whom an act designates, the management ticks who is expected to be an administrator."""
    online_service, now = one_service(request, service), on_day(request)
    rows = ExpectedAdmin.objects.for_school(online_service.school_id).filter(service=online_service)
    return form_page(
        request,
        AdminsForm(
            request.POST if request.method == "POST" else None,
            school=request.member.school,
            initial={"people": list(rows.values_list("person_id", flat=True))},
        ),
        lambda values: expect_admins(online_service, values["people"], **now),
        template="account_lists/service_admins.html",
        success=SAVED,
        next_page=address("online_services:service_page", uai, service),
        context={"online_service": online_service},
        require=lambda: require(policies.expect_admin, request.actor, online_service),
    )
