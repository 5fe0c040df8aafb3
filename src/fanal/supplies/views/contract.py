"""A maintenance contract: its page, the machines that it covers."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods, require_safe

from fanal.accounts.policies.rights import require
from fanal.accounts.reading.requests import SchoolRequest
from fanal.core.http.answers import FORM, paginate
from fanal.core.pages.form_page import form_page, press
from fanal.core.pages.page import ShortFormPage, render
from fanal.core.text.french import counted
from fanal.core.text.words import numbers_of
from fanal.equipment.forms.scanned import with_twice
from fanal.supplies.actions import machines as actions
from fanal.supplies.forms.machines import MachinesForm
from fanal.supplies.models import MaintenanceContract
from fanal.supplies.policies import purchase as policies
from fanal.supplies.reading.purchase import chosen_machines
from fanal.supplies.views.purchase import PurchasePage, facts_of
from fanal.supplies.views.purchase_kind import CONTRACTS


@dataclass(frozen=True, kw_only=True)
class ContractPage(PurchasePage):
    template = "supplies/contract_page.html"

    contract: MaintenanceContract


@require_safe
def contract_page(request: SchoolRequest, uai: str, maintenance_contract: int) -> HttpResponse:
    return show_contract(request, CONTRACTS.row_or_404(request, maintenance_contract), [])


def show_contract(request: SchoolRequest, contract: MaintenanceContract, reasons: list[str]) -> HttpResponse:
    machines = contract.machines.select_related("equipment__type", "equipment__room")
    page = ContractPage(
        about=facts_of(request, CONTRACTS, contract),
        page=paginate(request, machines.order_by("equipment__name")),
        reasons=reasons,
        contract=contract,
    )
    return render(request, page)


@require_http_methods(FORM)
def contract_cover(request: SchoolRequest, uai: str, maintenance_contract: int) -> HttpResponse:
    row, school = CONTRACTS.row_or_404(request, maintenance_contract), request.member.school
    trail = CONTRACTS.trail(uai, row)

    def cover(values: dict[str, Any]) -> int:
        return actions.cover_machines(row, chosen_machines(school, values), by=request.actor)

    form = MachinesForm(request.POST or None, school=school)

    def success(count: int) -> str:
        added = f"{counted(count, 'appareil couvert', 'appareils couverts')} en plus."
        return with_twice(added, form.cleaned_data["machines"])

    return form_page(
        request,
        ShortFormPage(form=form, title="Ajouter des appareils", button="Ajouter", trail=trail),
        cover,
        success=success,
        next_page=trail[-1][1],
        require=lambda: require(policies.keep_purchases, request.actor, row),
    )


@require_http_methods(FORM)
def contract_uncover(request: SchoolRequest, uai: str, maintenance_contract: int) -> HttpResponse:
    row = CONTRACTS.row_or_404(request, maintenance_contract)
    numbers = numbers_of(request.POST.getlist("number"))
    return press(
        request,
        lambda: actions.uncover_machines(row, numbers, by=request.actor),
        success=lambda count: f"{counted(count, 'appareil retiré', 'appareils retirés')} du contrat.",
        page=CONTRACTS.url("page", uai, row.pk),
        show=lambda reasons: show_contract(request, row, reasons),
    )
