"""One service for everybody of the school, its contract for those who keep it, the register as a file."""

from typing import Any

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_safe

from fanal.accounts.policies.rights import require
from fanal.core.addresses import address
from fanal.core.errors import reasons_of_refusal
from fanal.core.http import FORM, already_submitted, get_or_404, remember_answer, render_page
from fanal.core.registry import PANEL, registered
from fanal.core.sheets.download import download
from fanal.online_services import policies
from fanal.online_services.actions import register as actions
from fanal.online_services.forms.online_service import ContractForm
from fanal.online_services.models import ExpectedAdmin, OnlineService
from fanal.online_services.reading import service_detail as reading
from fanal.online_services.reading.designations import with_acts
from fanal.online_services.reading.habits import with_habits
from fanal.online_services.reading.states import with_states
from fanal.privacy.policies.registers import read_register


def seen_service(request: HttpRequest, pk: int) -> Any:
    """The service of this address for anybody of the school, with what they may read of it; 404 otherwise."""
    require(policies.see_services, request.actor, None)
    school = request.member.school
    rows = OnlineService.objects.for_school(school).select_related("processing")
    if policies.read_services(request.actor, None):
        rows = reading.with_processors(reading.with_accounts(rows, school), school)
        rows = with_habits(rows, school, request.today)
    else:
        rows = rows.in_use()
    if policies.read_contracts(request.actor, None):
        rows = reading.with_documents(rows, school)
    if policies.read_designations(request.actor, None):
        rows = with_acts(rows, school, request.today)
    found = get_or_404(with_states(rows, school), pk=pk)
    reading.say_all([found], request.today)
    return found


@require_safe
def service_page(request: HttpRequest, uai: str, service: int) -> HttpResponse:
    found = seen_service(request, service)
    context = {
        "found": found,
        "panels": [panel for make in registered(PANEL) if (panel := make(request.member, found))],
        "can_read": policies.read_services(request.actor, None),
        **_contract(request, found),
    }
    if context["can_read"]:
        context |= _kept(request, found)
    return render_page(request, "online_services/service_page.html", context)


def _contract(request: HttpRequest, found: OnlineService) -> dict[str, Any]:
    if not policies.read_contracts(request.actor, None):
        return {}
    return {
        "can_read_contract": True,
        "contract": reading.contract_lines(found),
        "can_write_contract": policies.write_contract(request.actor, found),
    }


def _kept(request: HttpRequest, found: OnlineService) -> dict[str, Any]:
    """What those who keep the list read besides."""
    admins = ExpectedAdmin.objects.for_school(found.school_id).filter(service=found)
    return {
        "provider": reading.provider_lines(found),
        "sheet": reading.sheet_lines(found),
        "admins": [one.person for one in admins.select_related("person").order_by("person__family_name")],
        "can_keep": policies.keep_services(request.actor, found),
        "can_expect": policies.expect_admin(request.actor, found),
    }


@require_http_methods(FORM)
def service_contract(request: HttpRequest, uai: str, service: int) -> HttpResponse:
    found, reasons = seen_service(request, service), list[str]()
    require(policies.write_contract, request.actor, found)
    form = ContractForm(request.POST or None, initial=ContractForm.shown(found))
    if form.is_bound and form.is_valid():
        if before := already_submitted(request):
            return redirect(before)
        with reasons_of_refusal() as reasons:
            actions.write_contract(found, today=request.today, by=request.actor, **form.cleaned_data)
            messages.success(request, "Le contrat est enregistré.")
            return remember_answer(request, address("online_services:service_page", uai, found.pk))
    context = {"found": found, "form": form, "reasons": reasons}
    status = 422 if form.is_bound else 200
    return render_page(request, "online_services/service_contract.html", context, status=status)


@require_safe
def register_file(request: HttpRequest, uai: str, form: str) -> FileResponse:
    """The register of services as a table; what the sheets say goes to whoever may read their register."""
    require(policies.read_contracts, request.actor, None)
    with_sheet = read_register(request.actor, None)
    headers, rows = reading.register_table(request.member.school, with_sheet=with_sheet)
    return download(form, headers, rows, name=f"services-{uai}", title="Registre des services en ligne")
