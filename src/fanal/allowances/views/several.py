"""Several lines at once: taken up from last year, asked again, agreed to on paper, presented, decided."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from fanal.accounts.policies.rights import require
from fanal.accounts.reading.requests import SchoolRequest
from fanal.accounts.rules.french import counted
from fanal.accounts.rules.years import year_named
from fanal.allowances.actions import proposal as actions
from fanal.allowances.forms.several import AgreementsForm, DecisionsForm, ResumeForm
from fanal.allowances.models import ImpEnvelope
from fanal.allowances.policies import allowance as policies
from fanal.allowances.reading.proposals import lines_of
from fanal.allowances.reading.resuming import past_lines
from fanal.allowances.views.allowance import back_to, one_envelope, show_year
from fanal.core.form_page import button_page, form_page
from fanal.core.http import FORM
from fanal.missions.policies.sharing import keep_missions


@require_http_methods(FORM)
def resume(request: SchoolRequest, uai: str, year: str) -> HttpResponse:
    require(keep_missions, request.actor, None)
    envelope = one_envelope(request, year)
    past = past_lines(request.member.school, year, request.actor.person_id)
    form = ResumeForm(request.POST or None, lines=past)
    return form_page(
        request,
        form,
        lambda given: actions.resume_lines(envelope, given["numbers"], today=request.today, by=request.actor),
        template="allowances/resume.html",
        success=lambda made: (
            f"{counted(len(made), 'ligne reprise', 'lignes reprises')} : accords à demander."
        ),
        next_page=back_to(request, year),
        context={
            "year": year,
            "before": year_named(year).previous.label,
            "left": [line for line in past if line.refusal],
            "has_lines": any(not line.refusal for line in past),
            "back": back_to(request, year),
        },
    )


@require_http_methods(FORM)
def agreements(request: SchoolRequest, uai: str, year: str) -> HttpResponse:
    require(keep_missions, request.actor, None)
    envelope = one_envelope(request, year)
    lines = [
        line
        for line in lines_of(envelope).awaiting_agreement()
        if policies.record_agreement(request.actor, line)
    ]
    form = AgreementsForm(request.POST or None, lines=lines, initial={"agreed_on": request.today})
    return form_page(
        request,
        form,
        lambda given: actions.record_agreements(
            envelope, given["numbers"], given["agreed_on"], today=request.today, by=request.actor
        ),
        template="allowances/agreements.html",
        success=lambda count: f"{counted(count, 'accord enregistré', 'accords enregistrés')}.",
        next_page=back_to(request, year),
        context={"lines": lines, "back": back_to(request, year)},
    )


@require_http_methods(FORM)
def decisions(request: SchoolRequest, uai: str, year: str) -> HttpResponse:
    require(policies.record_decisions, request.actor, None)
    envelope = one_envelope(request, year)
    lines = [line for line in lines_of(envelope) if policies.record_decision(request.actor, line)]
    form = DecisionsForm(request.POST or None, lines=lines, year=year, initial={"decided_on": request.today})
    return form_page(
        request,
        form,
        lambda _: actions.record_decisions(envelope, form.decisions(), today=request.today, by=request.actor),
        template="allowances/decisions.html",
        success=lambda count: f"{counted(count, 'décision enregistrée', 'décisions enregistrées')}.",
        next_page=back_to(request, year),
        context={"lines": lines, "back": back_to(request, year)},
    )


@require_POST
def present(request: SchoolRequest, uai: str, year: str) -> HttpResponse:
    return _press(
        request,
        year,
        lambda envelope: actions.present_agreed(envelope, today=request.today, by=request.actor),
        lambda count: f"{counted(count, 'ligne présentée', 'lignes présentées')} aux instances.",
    )


@require_POST
def remind(request: SchoolRequest, uai: str, year: str) -> HttpResponse:
    return _press(
        request,
        year,
        lambda envelope: actions.remind_all(envelope, now=timezone.now(), by=request.actor),
        lambda count: f"{counted(count, 'personne relancée', 'personnes relancées')} par courriel.",
    )


def _press(
    request: SchoolRequest, year: str, act: Callable[[ImpEnvelope], Any], success: Callable[[Any], str]
) -> HttpResponse:
    """A button of the page of the year, which comes back with what is refused."""
    envelope = one_envelope(request, year)
    return button_page(
        request,
        lambda: act(envelope),
        success=success,
        next_page=back_to(request, year),
        show=lambda reasons: show_year(request, year, reasons),
    )
