"""The pages of machines that report: the list, one machine, and how to set agents up."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from fanal.accounts.models.roles import TEAM, Role
from fanal.accounts.policies.rights import annotate_permissions, require
from fanal.accounts.reading.requests import SchoolRequest, at_moment
from fanal.core.addresses import address
from fanal.core.form_page import SAVED, button_page
from fanal.core.http import get_or_404, paginate, render_page
from fanal.inventory.actions import machine
from fanal.inventory.actions.access import choose_for_new_machines, open_access, renew_access
from fanal.inventory.actions.machine_key import key_of, key_url, waiting_keys
from fanal.inventory.forms.machine import AttachMachineForm, NewMachinesForm
from fanal.inventory.models import AgentAccess, Machine
from fanal.inventory.policies import machine as policies
from fanal.inventory.reading import access as doors
from fanal.inventory.reading.machine import add_likely_records, commands, described, open_differences, tabs

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
    context = {
        "page": page,
        "tabs": tabs(visible, view, now),
        "words": words,
        "may_set_up": policies.manage_access(request.actor, None),
    }
    return render_page(request, "inventory/machine_list.html", context, fragment="results")


@require_safe
def machine_page(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    return _page(request, machine_or_404(request, number))


@require_POST
def machine_attach(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    row = machine_or_404(request, number)
    form = AttachMachineForm(request.POST, school=request.member.school)
    if not form.is_valid():
        return _page(request, row, attach_form=form, status=422)
    return press_machine(
        request, row, machine.attach_machine, record=form.cleaned_data["equipment"], now=timezone.now()
    )


@require_POST
def machine_record(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    return press_machine(request, machine_or_404(request, number), machine.record_machine, now=timezone.now())


@require_POST
def machine_ignore(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    return press_machine(request, machine_or_404(request, number), machine.ignore_machine)


@require_POST
def machine_restore(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    return press_machine(request, machine_or_404(request, number), machine.restore_machine)


@require_POST
def machine_detach(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    return press_machine(request, machine_or_404(request, number), machine.detach_machine)


@require_POST
def difference_keep(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    field = request.POST.get("field", "")
    return press_machine(request, machine_or_404(request, number), machine.keep_ours, field=field)


@require_POST
def difference_replace(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    field = request.POST.get("field", "")
    return press_machine(
        request, machine_or_404(request, number), machine.take_reported, field=field, now=timezone.now()
    )


@require_safe
def agent_setup(request: SchoolRequest, uai: str) -> HttpResponse:
    return _setup(request)


@require_POST
def agent_open(request: SchoolRequest, uai: str) -> HttpResponse:
    return _press_access(request, lambda: open_access(request.member.school, **at_moment(request)))


@require_POST
def agent_renew(request: SchoolRequest, uai: str) -> HttpResponse:
    access = _access(request)
    changed = "L’adresse a changé : réglez chaque agent avec la nouvelle."
    return _press_access(request, lambda: renew_access(access, **at_moment(request)), changed)


@require_POST
def agent_choice(request: SchoolRequest, uai: str) -> HttpResponse:
    access, form = _access(request), NewMachinesForm(request.POST)
    form.full_clean()
    return _press_access(
        request, lambda: choose_for_new_machines(access, by=request.actor, **form.cleaned_data), SAVED
    )


def _press_access(request: SchoolRequest, act: Callable[[], object], success: str = "") -> HttpResponse:
    page = address("inventory:agent_setup", request.member.school.uai)
    return button_page(request, act, success=success, next_page=page)


def _access(request: SchoolRequest) -> AgentAccess:
    require(policies.manage_access, request.actor, None)
    access = doors.access_of(request.member.school)
    if access is None:
        raise Http404
    return access


def _setup(request: SchoolRequest) -> HttpResponse:
    require(policies.manage_access, request.actor, None)
    access = doors.access_of(request.member.school)
    url = doors.agent_url(access, request.member.school) if access else ""
    context = {
        "access": access,
        "url": url,
        "commands": commands(url) if url else [],
        "form": NewMachinesForm(initial=_choices(access) if access else None),
    }
    return render_page(request, "inventory/agent_setup.html", context)


def _choices(access: AgentAccess) -> dict[str, bool]:
    return {"creates_records": access.creates_records, "only_enrols": access.only_enrols}


def machine_or_404(request: SchoolRequest, number: int) -> Machine:
    rows = Machine.objects.visible_to(request.member).select_related("equipment")
    return get_or_404(rows, number=number)


def press_machine(request: SchoolRequest, row: Machine, action: Any, **given: Any) -> HttpResponse:
    """One button: do it once and lead where it was pressed, or show why not on the page of the machine."""
    uai, is_listed = request.member.school.uai, request.POST.get("retour") == "liste"
    page = address("inventory:machine_page", uai, row.number)
    return button_page(
        request,
        lambda: action(row, by=request.actor, **given),
        success="",
        next_page=address("inventory:machine_list", uai) if is_listed else page,
        show=lambda reasons: _page(request, machine_or_404(request, row.number), reasons=reasons, status=422),
    )


def _key_context(request: SchoolRequest, row: Machine) -> dict[str, Any]:
    """Its own address, for whoever may set agents up."""
    if not policies.manage_access(request.actor, None):
        return {"may_set_up": False}
    key = key_of(row)
    url = key_url(key, request.member.school.uai) if key else ""
    return {"may_set_up": True, "key": key, "key_url": url, "claims": waiting_keys(row)}


def _page(request: SchoolRequest, row: Machine, *, status: int = 200, **extra: Any) -> HttpResponse:
    annotate_permissions([row], *BUTTONS, to=request.actor)
    add_likely_records([row], row.school_id)
    context = {
        "machine": row,
        "facts": described(row),
        "differences": open_differences(row),
        "attach_form": AttachMachineForm(school=request.member.school),
        **_key_context(request, row),
        **extra,
    }
    return render_page(request, "inventory/machine_page.html", context, status=status)
