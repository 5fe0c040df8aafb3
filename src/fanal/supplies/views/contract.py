"""A maintenance contract: its page, its forms, the machines that it covers."""

from typing import Any

from django.http import FileResponse, HttpResponse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fanal.accounts.policies.rights import require
from fanal.accounts.reading.requests import SchoolRequest
from fanal.accounts.rules.french import counted
from fanal.core.addresses import address
from fanal.core.form_page import button_page, form_page
from fanal.core.http import FORM, get_or_404, paginate, render_page
from fanal.core.words import numbers_of
from fanal.equipment.reading.owners import names_of
from fanal.supplies.actions import machines as actions
from fanal.supplies.forms.machines import MachinesForm
from fanal.supplies.models import MaintenanceContract
from fanal.supplies.models.contract import ContractQuerySet
from fanal.supplies.policies import purchase as policies
from fanal.supplies.reading.purchase import chosen_machines, rows_of, terms
from fanal.supplies.views import purchase
from fanal.supplies.views.purchase import CONTRACTS


def _rows(request: SchoolRequest) -> ContractQuerySet:
    rows: ContractQuerySet = MaintenanceContract.objects.visible_to(request.member).with_covered()
    return rows


def contract_or_404(request: SchoolRequest, pk: int) -> MaintenanceContract:
    require(policies.read_purchases, request.actor, None)
    contract: MaintenanceContract = get_or_404(_rows(request), pk=pk)
    return contract


@require_safe
def contract_list(request: SchoolRequest, uai: str) -> HttpResponse:
    return purchase.list_page(request, CONTRACTS, _rows(request))


@require_safe
def contract_export(request: SchoolRequest, uai: str, form: str) -> FileResponse:
    return purchase.export_file(request, CONTRACTS, _rows(request), form)


@require_http_methods(FORM)
def contract_add(request: SchoolRequest, uai: str) -> HttpResponse:
    return purchase.add_page(request, uai, CONTRACTS)


@require_http_methods(FORM)
def contract_change(request: SchoolRequest, uai: str, maintenance_contract: int) -> HttpResponse:
    return purchase.change_page(request, uai, CONTRACTS, contract_or_404(request, maintenance_contract))


@require_http_methods(FORM)
def contract_renew(request: SchoolRequest, uai: str, maintenance_contract: int) -> HttpResponse:
    return purchase.renew_page(request, uai, CONTRACTS, contract_or_404(request, maintenance_contract))


@require_POST
def contract_remove(request: SchoolRequest, uai: str, maintenance_contract: int) -> HttpResponse:
    row = contract_or_404(request, maintenance_contract)
    return purchase.remove_button(
        request, uai, CONTRACTS, row, lambda reasons: show_contract(request, row, reasons)
    )


@require_safe
def contract_page(request: SchoolRequest, uai: str, maintenance_contract: int) -> HttpResponse:
    return show_contract(request, contract_or_404(request, maintenance_contract), [])


def show_contract(request: SchoolRequest, contract: MaintenanceContract, reasons: list[str]) -> HttpResponse:
    purchase.allowed(request, contract)
    machines = contract.machines.select_related("equipment__type", "equipment__room")
    context = {
        "contract": contract,
        "row": rows_of([contract], request.today)[0],
        "terms": terms(contract, names_of(request.member.school)[contract.payer]),
        "periods": contract.periods.order_by("-starts_on"),
        "page": paginate(request, machines.order_by("equipment__name")),
        "reasons": reasons,
    }
    return render_page(request, "supplies/contract_page.html", context)


@require_http_methods(FORM)
def contract_cover(request: SchoolRequest, uai: str, maintenance_contract: int) -> HttpResponse:
    row, school = contract_or_404(request, maintenance_contract), request.member.school
    page = address("supplies:contract_page", uai, row.pk)
    trail = [(CONTRACTS.title, address("supplies:contract_list", uai)), (row.name, page)]

    def cover(values: dict[str, Any]) -> int:
        return actions.cover_machines(row, chosen_machines(school, values), by=request.actor)

    return form_page(
        request,
        MachinesForm(request.POST or None, school=school),
        cover,
        template="supplies/short_form.html",
        success=lambda count: f"{counted(count, 'appareil couvert', 'appareils couverts')} en plus.",
        next_page=page,
        context={"title": "Ajouter des appareils", "button": "Ajouter", "trail": trail},
        require=lambda: require(policies.keep_purchases, request.actor, row),
    )


@require_POST
def contract_uncover(request: SchoolRequest, uai: str, maintenance_contract: int) -> HttpResponse:
    row = contract_or_404(request, maintenance_contract)
    chosen = numbers_of(request.POST.getlist("number"))
    return button_page(
        request,
        lambda: actions.uncover_machines(row, chosen, by=request.actor),
        success=lambda count: f"{counted(count, 'appareil retiré', 'appareils retirés')} du contrat.",
        next_page=address("supplies:contract_page", uai, row.pk),
        show=lambda reasons: show_contract(request, row, reasons),
    )
