"""The pages of machines that report: the list, and one machine with its buttons."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from fanal.accounts.models import School
from fanal.accounts.models.roles import TEAM, Role
from fanal.accounts.policies.rights import annotate_permissions
from fanal.accounts.reading.requests import SchoolRequest
from fanal.core.http.addresses import address
from fanal.core.http.answers import get_or_404, paginate
from fanal.core.pages.filter_chips import FilterChip
from fanal.core.pages.form_page import button_page
from fanal.core.pages.page import FormPage, Page, Paged, render
from fanal.inventory.actions import machine
from fanal.inventory.actions.machine_key import key_of, key_url, waiting_keys
from fanal.inventory.forms.machine import AttachMachineForm
from fanal.inventory.models import Difference, Machine, MachineKey
from fanal.inventory.policies import machine as policies
from fanal.inventory.reading.machine import (
    add_likely_records,
    described,
    open_differences,
    tabs,
)

BUTTONS = (
    policies.attach_machine,
    policies.record_machine,
    policies.ignore_machine,
    policies.restore_machine,
    policies.detach_machine,
    policies.settle_difference,
)


def _open_to_team(request: SchoolRequest) -> None:
    if not request.member.has(*TEAM, Role.TECHNICIAN):
        raise Http404


@dataclass(frozen=True, kw_only=True)
class MachineList(Page):
    template = "inventory/machine_list.html"
    fragment = "results"

    page: Paged
    tabs: list[FilterChip]
    school: School


@require_safe
def machine_list(request: SchoolRequest, uai: str) -> HttpResponse:
    _open_to_team(request)
    now = timezone.now()
    visible = Machine.objects.visible_to(request.member)
    view, words = request.GET.get("vue", ""), request.GET.get("q", "")
    rows = visible.with_differences().in_view(view, now).matching(words).to_check_first()
    page = paginate(request, rows.for_list())
    add_likely_records(page, request.member.school.pk)
    annotate_permissions(page, *BUTTONS, to=request.actor)
    annotate_permissions([request.member.school], policies.manage_access, to=request.actor)
    chips = tabs(visible, view, now)
    return render(request, MachineList(page=page, tabs=chips, school=request.member.school))


@dataclass(frozen=True)
class OwnAddress:
    """The address that one machine alone reports to, and who else says to be it."""

    key: MachineKey | None
    url: str
    claims: list[MachineKey]


@dataclass(frozen=True, kw_only=True)
class MachinePage(FormPage):
    template = "inventory/machine_page.html"

    machine: Machine
    facts: list[tuple[str, str]]
    differences: list[Difference]
    own: OwnAddress | None  # for whoever may set agents up


@require_safe
def machine_page(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    return _show_machine(request, number)


def _show_machine(
    request: SchoolRequest,
    number: int,
    *,
    form: AttachMachineForm | None = None,
    reasons: Sequence[str] = (),
) -> HttpResponse:
    row = _machine(request, number)
    annotate_permissions([row], *BUTTONS, to=request.actor)
    add_likely_records([row], row.school_id)
    page = MachinePage(
        machine=row,
        facts=described(row),
        differences=open_differences(row),
        own=_own_address(request, row),
        form=form or AttachMachineForm(school=request.member.school),
        reasons=list(reasons),
    )
    return render(request, page)


def _own_address(request: SchoolRequest, row: Machine) -> OwnAddress | None:
    if not policies.manage_access(request.actor, None):
        return None
    key = key_of(row)
    url = key_url(key, request.member.school.uai) if key else ""
    return OwnAddress(key, url, waiting_keys(row))


@require_POST
def machine_attach(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    form = AttachMachineForm(request.POST, school=request.member.school)
    if not form.is_valid():
        return _show_machine(request, number, form=form)
    record = form.cleaned_data["equipment"]
    return press_machine(request, number, machine.attach_machine, record=record, now=timezone.now())


@require_POST
def machine_record(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    return press_machine(request, number, machine.record_machine, now=timezone.now())


@require_POST
def machine_ignore(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    return press_machine(request, number, machine.ignore_machine)


@require_POST
def machine_restore(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    return press_machine(request, number, machine.restore_machine)


@require_POST
def machine_detach(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    return press_machine(request, number, machine.detach_machine)


@require_POST
def difference_keep(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    field = request.POST.get("field", "")
    return press_machine(request, number, machine.keep_ours, field=field)


@require_POST
def difference_replace(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    field = request.POST.get("field", "")
    return press_machine(request, number, machine.take_reported, field=field, now=timezone.now())


def _machine(request: SchoolRequest, number: int) -> Machine:
    rows = Machine.objects.visible_to(request.member).select_related("equipment")
    row: Machine = get_or_404(rows, number=number)
    return row


def press_machine(request: SchoolRequest, number: int, action: Any, **values: Any) -> HttpResponse:
    """One button: do it once and lead where it was pressed, or show why not on the page of the machine."""
    row, uai = _machine(request, number), request.member.school.uai
    page = address("inventory:machine_page", uai, number)
    if request.POST.get("retour") == "liste":
        page = address("inventory:machine_list", uai)
    return button_page(
        request,
        lambda: action(row, by=request.actor, **values),
        success="",
        next_page=page,
        show=lambda reasons: _show_machine(request, number, reasons=reasons),
    )
