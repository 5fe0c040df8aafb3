"""How to set agents up: the school's address for them, and what becomes of a machine that is new."""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_POST, require_safe

from fanal.accounts.policies.rights import require
from fanal.accounts.reading.requests import SchoolRequest, at_moment
from fanal.core.http.addresses import address
from fanal.core.pages.form_page import SAVED, button_page
from fanal.core.pages.page import Page, render
from fanal.inventory.actions.access import choose_for_new_machines, open_access, renew_access
from fanal.inventory.forms.machine import NewMachinesForm
from fanal.inventory.models import AgentAccess
from fanal.inventory.policies import machine as policies
from fanal.inventory.reading import access as doors
from fanal.inventory.reading.machine import Command, commands


@dataclass(frozen=True, kw_only=True)
class AgentSetup(Page):
    template = "inventory/agent_setup.html"

    access: AgentAccess | None
    url: str
    commands: list[Command]
    form: NewMachinesForm


@require_safe
def agent_setup(request: SchoolRequest, uai: str) -> HttpResponse:
    require(policies.manage_access, request.actor, None)
    access = doors.access_of(request.member.school)
    url = doors.agent_url(access, request.member.school) if access else ""
    page = AgentSetup(
        access=access,
        url=url,
        commands=commands(url) if url else [],
        form=NewMachinesForm(initial=_choices(access) if access else None),
    )
    return render(request, page)


def _choices(access: AgentAccess) -> dict[str, bool]:
    return {"creates_records": access.creates_records, "only_enrols": access.only_enrols}


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
