"""The relief of service of a mission: prepared, proposed to the rector, decided by the rector."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpResponse
from django.views.decorators.http import require_http_methods, require_POST

from fanal.accounts.policies.rights import require
from fanal.accounts.reading.requests import SchoolRequest, on_day
from fanal.allowances.actions import relief as actions
from fanal.allowances.forms.decision import ReliefBoardForm, ReliefDecisionForm, ReliefForm
from fanal.allowances.models import ServiceRelief
from fanal.allowances.policies import allowance as policies
from fanal.allowances.reading.proposals import has_allowance
from fanal.allowances.rules.relief import BESIDE, ReliefWords, relief_words
from fanal.allowances.views.allowance import back_to, one_mission, show_year
from fanal.allowances.views.short_form import AllowanceFormPage
from fanal.core.http.answers import FORM, get_or_404
from fanal.core.pages.form_page import button_page, form_page
from fanal.missions.models import ParticularMission
from fanal.missions.rules.words import texts_of


def _relief(request: SchoolRequest, relief: int) -> ServiceRelief:
    require(policies.read_allowances, request.actor, None)
    rows = ServiceRelief.objects.for_school(request.member.school).select_related("mission", "person")
    service_relief: ServiceRelief = get_or_404(rows, pk=relief)
    return service_relief


def _words(request: SchoolRequest) -> ReliefWords:
    return relief_words(is_private=request.member.school.is_private)


def _relief_form_page(
    request: SchoolRequest,
    mission: ParticularMission,
    form: forms.BaseForm,
    save: Callable[[dict[str, Any]], object],
    *,
    title: str,
    button: str,
    success: str,
    may: Callable[[], object],
    detail: str = "",
) -> HttpResponse:
    """A short form about a relief, with the rule that it applies; `may` raises NotAllowed."""
    page = back_to(request, mission.school_year)
    short_form = AllowanceFormPage(
        form=form,
        title=title,
        detail=detail,
        button=button,
        trail=[("Missions et indemnités", page)],
        source=str(texts_of(is_private=request.member.school.is_private).relief),
    )
    return form_page(request, short_form, save, success=success, next_page=page, require=may)


@require_http_methods(FORM)
def relief_add(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    mission = one_mission(request, number)

    def prepare(values: dict[str, Any]) -> None:
        person, halves, reason = values["person"], values["halves"], values["reason"]
        actions.prepare_relief(mission, person, halves, reason, by=request.actor)

    return _relief_form_page(
        request,
        mission,
        ReliefForm(request.POST or None, school=request.member.school),
        prepare,
        title=f"Allègement : {mission}",
        detail=BESIDE if has_allowance(mission) else "",
        button="Préparer l’allègement",
        success=_words(request).prepared,
        may=lambda: require(policies.prepare_relief, request.actor, None),
    )


@require_http_methods(FORM)
def relief_board(request: SchoolRequest, uai: str, relief: int) -> HttpResponse:
    service_relief, words = _relief(request, relief), _words(request)
    return _relief_form_page(
        request,
        service_relief.mission,
        ReliefBoardForm(request.POST or None, words=words, initial={"held_on": request.today}),
        lambda values: actions.note_proposal(service_relief, values["held_on"], **on_day(request)),
        title=words.title,
        button="Enregistrer la proposition",
        success=words.noted,
        may=lambda: require(policies.settle_relief, request.actor, service_relief),
    )


@require_http_methods(FORM)
def relief_decide(request: SchoolRequest, uai: str, relief: int) -> HttpResponse:
    service_relief = _relief(request, relief)
    first = {"accepted": "yes", "decided_on": request.today}

    def decide(values: dict[str, Any]) -> None:
        is_accepted, day = values["accepted"] == "yes", values["decided_on"]
        actions.decide_relief(service_relief, accepted=is_accepted, decided_on=day, **on_day(request))

    return _relief_form_page(
        request,
        service_relief.mission,
        ReliefDecisionForm(request.POST or None, initial=first),
        decide,
        title="Décision du recteur",
        button="Enregistrer la décision",
        success="La décision est enregistrée.",
        may=lambda: require(policies.settle_relief, request.actor, service_relief),
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
