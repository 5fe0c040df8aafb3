"""The relief of service of a mission: prepared, proposed by the board, decided by the rector."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpResponse
from django.views.decorators.http import require_http_methods, require_POST

from fanal.accounts.models import School
from fanal.accounts.policies.rights import require
from fanal.accounts.reading.requests import SchoolRequest
from fanal.allowances.actions import relief as actions
from fanal.allowances.forms.decision import ReliefBoardForm, ReliefDecisionForm, ReliefForm
from fanal.allowances.models import ServiceRelief
from fanal.allowances.policies import allowance as policies
from fanal.allowances.rules.relief import NO_BOARD
from fanal.allowances.views.allowance import back_to, show_year
from fanal.allowances.views.short_form import short_form
from fanal.core.form_page import button_page
from fanal.core.http import FORM, get_or_404
from fanal.missions.models import ParticularMission
from fanal.missions.rules.words import RELIEF_DECREE


def _relief(request: SchoolRequest, relief: int) -> ServiceRelief:
    require(policies.read_allowances, request.actor, None)
    rows = ServiceRelief.objects.for_school(request.member.school).select_related("mission", "person")
    service_relief: ServiceRelief = get_or_404(rows, pk=relief)
    return service_relief


def _ask(
    request: SchoolRequest,
    mission: ParticularMission,
    form: forms.BaseForm,
    save: Callable[[dict[str, Any]], Any],
    words: dict[str, str],
    require: Callable[[], object],
) -> HttpResponse:
    about = {"back": "Missions et indemnités", "source": str(RELIEF_DECREE)}
    page = back_to(request, mission.school_year)
    return short_form(request, form, save, words | about, page=page, require=require)


@require_http_methods(FORM)
def relief_add(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    rows = ParticularMission.objects.for_school(request.member.school)
    mission: ParticularMission = get_or_404(rows, number=number)
    if request.member.school.status == School.Status.PRIVATE and request.method != "POST":
        return show_year(request, mission.school_year, [NO_BOARD])
    form = ReliefForm(request.POST or None, school=request.member.school)

    def prepare(given: dict[str, Any]) -> None:
        actions.prepare_relief(mission, given["person"], given["halves"], given["reason"], by=request.actor)

    words = {
        "title": f"Allègement : {mission}",
        "send": "Préparer l’allègement",
        "done": "L’allègement est préparé : le conseil d’administration peut le proposer.",
    }
    return _ask(
        request,
        mission,
        form,
        prepare,
        words,
        lambda: require(policies.prepare_relief, request.actor, None),
    )


@require_http_methods(FORM)
def relief_board(request: SchoolRequest, uai: str, relief: int) -> HttpResponse:
    service_relief = _relief(request, relief)
    form = ReliefBoardForm(request.POST or None, initial={"held_on": request.today})

    def note(given: dict[str, Any]) -> None:
        actions.note_board(service_relief, given["held_on"], today=request.today, by=request.actor)

    words = {
        "title": "Proposition du conseil d’administration",
        "send": "Enregistrer la proposition",
        "done": "La proposition du conseil est enregistrée.",
    }
    return _ask(
        request,
        service_relief.mission,
        form,
        note,
        words,
        lambda: require(policies.settle_relief, request.actor, service_relief),
    )


@require_http_methods(FORM)
def relief_decide(request: SchoolRequest, uai: str, relief: int) -> HttpResponse:
    service_relief = _relief(request, relief)
    form = ReliefDecisionForm(request.POST or None, initial={"accepted": "yes", "decided_on": request.today})
    words = {
        "title": "Décision du recteur",
        "send": "Enregistrer la décision",
        "done": "La décision est enregistrée.",
    }
    return _ask(
        request,
        service_relief.mission,
        form,
        lambda given: actions.decide_relief(
            service_relief,
            accepted=given["accepted"] == "yes",
            decided_on=given["decided_on"],
            today=request.today,
            by=request.actor,
        ),
        words,
        lambda: require(policies.settle_relief, request.actor, service_relief),
    )


@require_POST
def relief_withdraw(request: SchoolRequest, uai: str, relief: int) -> HttpResponse:
    service_relief = _relief(request, relief)
    year = service_relief.mission.school_year

    return button_page(
        request,
        lambda: actions.withdraw_relief(service_relief, by=request.actor),
        success="L’allègement est retiré.",
        next_page=back_to(request, year),
        show=lambda reasons: show_year(request, year, reasons),
    )
