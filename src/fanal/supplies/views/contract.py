"""A maintenance contract: its page, the machines that it covers."""

from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods, require_safe

from fanal.accounts.policies.rights import require
from fanal.accounts.reading.requests import SchoolRequest
from fanal.accounts.rules.french import counted
from fanal.core.form_page import form_page, press
from fanal.core.http import FORM
from fanal.core.words import numbers_of
from fanal.supplies.actions import machines as actions
from fanal.supplies.forms.machines import MachinesForm
from fanal.supplies.models import MaintenanceContract
from fanal.supplies.policies import purchase as policies
from fanal.supplies.reading.purchase import chosen_machines
from fanal.supplies.views.purchase import CONTRACTS, show_purchase


@require_safe
def contract_page(request: SchoolRequest, uai: str, maintenance_contract: int) -> HttpResponse:
    return show_contract(request, CONTRACTS.row_or_404(request, maintenance_contract), [])


def show_contract(request: SchoolRequest, contract: MaintenanceContract, reasons: list[str]) -> HttpResponse:
    machines = contract.machines.select_related("equipment__type", "equipment__room")
    return show_purchase(request, CONTRACTS, contract, machines.order_by("equipment__name"), reasons)


@require_http_methods(FORM)
def contract_cover(request: SchoolRequest, uai: str, maintenance_contract: int) -> HttpResponse:
    row, school = CONTRACTS.row_or_404(request, maintenance_contract), request.member.school
    trail = CONTRACTS.trail(uai, row)

    def cover(values: dict[str, Any]) -> int:
        return actions.cover_machines(row, chosen_machines(school, values), by=request.actor)

    return form_page(
        request,
        MachinesForm(request.POST or None, school=school),
        cover,
        template="short_form.html",
        success=lambda count: f"{counted(count, 'appareil couvert', 'appareils couverts')} en plus.",
        next_page=trail[-1][1],
        context={"title": "Ajouter des appareils", "button": "Ajouter", "trail": trail},
        require=lambda: require(policies.keep_purchases, request.actor, row),
    )


@require_http_methods(FORM)
def contract_uncover(request: SchoolRequest, uai: str, maintenance_contract: int) -> HttpResponse:
    row = CONTRACTS.row_or_404(request, maintenance_contract)
    chosen = numbers_of(request.POST.getlist("number"))
    return press(
        request,
        lambda: actions.uncover_machines(row, chosen, by=request.actor),
        success=lambda count: f"{counted(count, 'appareil retiré', 'appareils retirés')} du contrat.",
        page=CONTRACTS.url("page", uai, row.pk),
        show=lambda reasons: show_contract(request, row, reasons),
    )
