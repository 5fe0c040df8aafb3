"""Several lines at once: taken up from last year, asked again, agreed to on paper, presented, decided."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods, require_POST

from fanal.accounts.policies.rights import require
from fanal.accounts.reading.requests import SchoolRequest, at_moment, on_day
from fanal.allowances.actions import proposal as actions
from fanal.allowances.forms.several import AgreementsForm, DecisionsForm, ResumeForm
from fanal.allowances.models import ImpProposal
from fanal.allowances.policies import allowance as policies
from fanal.allowances.reading.proposals import lines_of
from fanal.allowances.reading.resuming import ResumableLine, past_lines
from fanal.allowances.views.allowance import back_to, one_envelope, press_year
from fanal.core.http.answers import FORM
from fanal.core.pages.form_page import form_page
from fanal.core.pages.page import FormPage
from fanal.core.text.french import counted
from fanal.missions.policies.sharing import keep_missions
from fanal.year.rules.years import year_named


@dataclass(frozen=True, kw_only=True)
class ResumePage(FormPage):
    """`before`: the year that is taken up; `left_out`: its lines that cannot be, each with why."""

    template = "allowances/resume.html"

    year: str
    before: str
    has_lines: bool
    left_out: list[ResumableLine]
    back: str


@require_http_methods(FORM)
def resume(request: SchoolRequest, uai: str, year: str) -> HttpResponse:
    require(keep_missions, request.actor, None)
    envelope = one_envelope(request, year)
    past = past_lines(request.member.school, year, request.actor.person_id)
    page = ResumePage(
        form=ResumeForm(request.POST or None, lines=past),
        year=year,
        before=year_named(year).previous.label,
        has_lines=any(not line.refusal for line in past),
        left_out=[line for line in past if line.refusal],
        back=back_to(request, year),
    )
    return form_page(
        request,
        page,
        lambda values: actions.resume_lines(envelope, values["numbers"], **on_day(request)),
        success=lambda lines: (
            f"{counted(len(lines), 'ligne reprise', 'lignes reprises')} : accords à demander."
        ),
        next_page=page.back,
    )


@dataclass(frozen=True, kw_only=True)
class AgreementsPage(FormPage):
    template = "allowances/agreements.html"

    lines: list[ImpProposal]
    back: str


@require_http_methods(FORM)
def agreements(request: SchoolRequest, uai: str, year: str) -> HttpResponse:
    require(keep_missions, request.actor, None)
    envelope = one_envelope(request, year)
    awaited = lines_of(envelope).awaiting_agreement()
    lines = [line for line in awaited if policies.record_agreement(request.actor, line)]
    first = {"agreed_on": request.today}
    page = AgreementsPage(
        form=AgreementsForm(request.POST or None, lines=lines, initial=first),
        lines=lines,
        back=back_to(request, year),
    )

    def record(values: dict[str, Any]) -> int:
        numbers, agreed_on = values["numbers"], values["agreed_on"]
        return actions.record_agreements(envelope, numbers, agreed_on, **on_day(request))

    return form_page(
        request,
        page,
        record,
        success=lambda count: f"{counted(count, 'accord enregistré', 'accords enregistrés')}.",
        next_page=page.back,
    )


@dataclass(frozen=True, kw_only=True)
class DecisionsPage(FormPage):
    template = "allowances/decisions.html"

    lines: list[ImpProposal]
    back: str


@require_http_methods(FORM)
def decisions(request: SchoolRequest, uai: str, year: str) -> HttpResponse:
    require(policies.record_decisions, request.actor, None)
    envelope = one_envelope(request, year)
    lines = [line for line in lines_of(envelope) if policies.record_decision(request.actor, line)]
    first = {"decided_on": request.today}
    form = DecisionsForm(request.POST or None, lines=lines, year=year, initial=first)
    page = DecisionsPage(form=form, lines=lines, back=back_to(request, year))
    return form_page(
        request,
        page,
        lambda _: actions.record_decisions(envelope, form.decisions(), **on_day(request)),
        success=lambda count: f"{counted(count, 'décision enregistrée', 'décisions enregistrées')}.",
        next_page=page.back,
    )


@require_POST
def present(request: SchoolRequest, uai: str, year: str) -> HttpResponse:
    return press_year(
        request,
        year,
        lambda envelope: actions.present_agreed(envelope, **on_day(request)),
        lambda count: f"{counted(count, 'ligne présentée', 'lignes présentées')} aux instances.",
    )


@require_POST
def remind(request: SchoolRequest, uai: str, year: str) -> HttpResponse:
    return press_year(
        request,
        year,
        lambda envelope: actions.remind_all(envelope, **at_moment(request)),
        lambda count: f"{counted(count, 'personne relancée', 'personnes relancées')} par courriel.",
    )
