"""One service for everybody of the school, its contract for those who keep it, the register as a file."""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import FileResponse, HttpResponse
from django.views.decorators.http import require_http_methods, require_safe

from fanal.accounts.models import School
from fanal.accounts.policies.rights import annotate_permissions, require
from fanal.accounts.reading.requests import SchoolRequest, on_day
from fanal.core.http.addresses import address
from fanal.core.http.answers import FORM, get_or_404
from fanal.core.pages.form_page import form_page
from fanal.core.pages.page import FormPage, Page, render
from fanal.core.pages.panels import Panel, panels_of
from fanal.core.sheets.download import download
from fanal.online_services.actions import register as actions
from fanal.online_services.forms.online_service import ContractForm
from fanal.online_services.models import OnlineService, ServiceDocument
from fanal.online_services.policies import register as policies
from fanal.online_services.reading import service_detail as reading
from fanal.privacy.policies.registers import read_register

BUTTONS = (policies.keep_services, policies.write_contract)
Lines = list[tuple[str, str]]  # what is said, and its value


def seen_service(request: SchoolRequest, pk: int) -> Any:
    """The service of this address for anybody of the school, with what they may read of it; 404 otherwise."""
    require(policies.see_services, request.actor, None)
    school = request.member.school
    rows = OnlineService.objects.for_school(school).select_related("processing")
    if policies.read_services(request.actor, None):
        rows = reading.with_processors(rows, school)
    else:
        rows = rows.in_use()
    online_service = get_or_404(rows, pk=pk)
    reading.say_all([online_service], request.today)
    return online_service


@dataclass(frozen=True, kw_only=True)
class OnlineServicePage(Page):
    """`provider` and `sheet` for those who read the services; `contract` and `documents`, the contracts."""

    template = "online_services/service_page.html"

    online_service: OnlineService
    school: School
    panels: list[Panel]
    provider: Lines
    sheet: Lines
    contract: Lines
    documents: QuerySet[ServiceDocument] | None


@require_safe
def service_page(request: SchoolRequest, uai: str, service: int) -> HttpResponse:
    online_service, actor = seen_service(request, service), request.actor
    school = request.member.school
    reads_services = policies.read_services(actor, None)
    reads_contracts = policies.read_contracts(actor, None)
    annotate_permissions([online_service], *BUTTONS, to=actor)
    annotate_permissions([school], policies.read_services, policies.read_contracts, to=actor)
    page = OnlineServicePage(
        online_service=online_service,
        school=school,
        panels=panels_of(request.member, online_service),
        provider=reading.provider_lines(online_service) if reads_services else [],
        sheet=reading.sheet_lines(online_service) if reads_services else [],
        contract=reading.contract_lines(online_service) if reads_contracts else [],
        documents=reading.documents_of(online_service) if reads_contracts else None,
    )
    return render(request, page)


@dataclass(frozen=True, kw_only=True)
class ServiceContract(FormPage):
    template = "online_services/service_contract.html"

    online_service: OnlineService


@require_http_methods(FORM)
def service_contract(request: SchoolRequest, uai: str, service: int) -> HttpResponse:
    online_service, stamp = seen_service(request, service), on_day(request)
    form = ContractForm(request.POST or None, school=request.member.school, instance=online_service)
    return form_page(
        request,
        ServiceContract(form=form, online_service=online_service),
        lambda values: actions.write_contract(online_service, **values, **stamp),
        success="Le contrat est enregistré.",
        next_page=address("online_services:service_page", uai, service),
        require=lambda: require(policies.write_contract, request.actor, online_service),
    )


@require_safe
def register_file(request: SchoolRequest, uai: str, form: str) -> FileResponse:
    """The register of services as a table; what the sheets say goes to whoever may read their register."""
    require(policies.read_contracts, request.actor, None)
    with_sheet = read_register(request.actor, None)
    headers, rows = reading.register_table(request.member.school, with_sheet=with_sheet)
    return download(form, headers, rows, name=f"services-{uai}", title="Registre des services en ligne")
