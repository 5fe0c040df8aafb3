"""The allowances of a year: the envelope, the lines of each mission, what goes to the rector."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fanal.accounts.models import School
from fanal.accounts.policies.rights import annotate_permissions, require, require_role
from fanal.accounts.reading.requests import SchoolRequest, on_day
from fanal.agenda.views.years import known_year, page_of_year, year_chips, year_of_address
from fanal.allowances.actions import envelope as actions
from fanal.allowances.actions.proposal import present_mission, send_proposals
from fanal.allowances.forms.allowance import EnvelopeForm
from fanal.allowances.forms.decision import UnheardForm
from fanal.allowances.models import ImpEnvelope
from fanal.allowances.policies import allowance as policies
from fanal.allowances.reading.allowance import AllowanceYear, MissionLines, allowance_year
from fanal.allowances.reading.next_steps import NextSteps, next_steps
from fanal.allowances.reading.proposals import envelope_of
from fanal.allowances.views.short_form import AllowanceFormPage
from fanal.core.http.answers import FORM, found_or_404, get_or_404, paginate
from fanal.core.pages.filter_chips import FilterChip
from fanal.core.pages.form_page import button_page, form_page
from fanal.core.pages.page import ChangePage, Page, Paged, render
from fanal.core.text.french import counted
from fanal.missions.models import ParticularMission
from fanal.missions.policies.sharing import keep_missions

PAGE = "allowances:allowance_list"
UNHEARD = (
    "Toutes les propositions présentées seront notées comme transmises au recteur, même celles qui attendent "
    "un avis. D’habitude, tous les avis sont rendus avant."
)


def one_envelope(request: SchoolRequest, year: str) -> ImpEnvelope:
    envelope: ImpEnvelope = found_or_404(envelope_of(request.member.school, known_year(year, request.today)))
    return envelope


def one_mission(request: SchoolRequest, number: int) -> ParticularMission:
    require_role(policies.read_allowances, request.actor)
    rows = ParticularMission.objects.for_school(request.member.school)
    mission: ParticularMission = get_or_404(rows, number=number)
    return mission


def back_to(request: SchoolRequest, year: str) -> str:
    return page_of_year(request, PAGE, year)


@dataclass(frozen=True, kw_only=True)
class AllowanceList(Page):
    """`missions`: each with how many of its lines whoever reads may present at once."""

    template = "allowances/allowance_list.html"

    allowances: AllowanceYear
    school: School
    year: str
    missions: list[tuple[MissionLines, int]]
    page: Paged
    chips: list[FilterChip]
    steps: NextSteps
    reasons: list[str]


@require_safe
def allowance_list(request: SchoolRequest, uai: str) -> HttpResponse:
    return show_year(request, year_of_address(request, request.today), [])


def show_year(request: SchoolRequest, year: str, reasons: list[str]) -> HttpResponse:
    school, reader = request.member.school, request.actor.person_id
    require(policies.read_allowances, request.actor, None)
    annotate_permissions([school], policies.send_proposals, to=request.actor)
    allowances = allowance_year(school, year, today=request.today)
    missions = paginate(request, allowances.missions)
    page = AllowanceList(
        allowances=allowances,
        school=school,
        year=year,
        missions=[(mission_lines, mission_lines.presentable(reader)) for mission_lines in missions],
        page=missions,
        chips=year_chips(request, PAGE, year),
        steps=next_steps(allowances, request.actor, request.today),
        reasons=reasons,
    )
    return render(request, page)


def press_year(
    request: SchoolRequest,
    year: str,
    act: Callable[[ImpEnvelope], Any],
    success: str | Callable[[Any], str],
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


@dataclass(frozen=True, kw_only=True)
class EnvelopeFormPage(ChangePage):
    template = "allowances/envelope_form.html"

    year: str
    back: str


@require_http_methods(FORM)
def envelope_form(request: SchoolRequest, uai: str, year: str) -> HttpResponse:
    require(keep_missions, request.actor, None)
    school = request.member.school
    envelope = envelope_of(school, known_year(year, request.today))
    seen = request.POST.get("seen", "")
    form = EnvelopeForm(request.POST or None, school=school, instance=envelope)
    page = EnvelopeFormPage(
        form=form,
        seen=seen or actions.version_of_envelope(envelope),
        year=year,
        back=back_to(request, year),
    )
    return form_page(
        request,
        page,
        lambda _: actions.note_envelope(school, year, form.notified(), by=request.actor, seen=seen),
        success="L’enveloppe est enregistrée.",
        next_page=page.back,
    )


@require_POST
def mission_present(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    require(keep_missions, request.actor, None)
    mission = one_mission(request, number)
    year = mission.school_year
    return button_page(
        request,
        lambda: present_mission(mission, **on_day(request)),
        success="Les propositions prennent leur part de l’enveloppe.",
        next_page=back_to(request, year),
        show=lambda reasons: show_year(request, year, reasons),
    )


@require_POST
def allowance_send(request: SchoolRequest, uai: str, year: str) -> HttpResponse:
    return press_year(request, year, lambda envelope: send_proposals(envelope, by=request.actor), _sent_words)


@require_http_methods(FORM)
def allowance_send_unheard(request: SchoolRequest, uai: str, year: str) -> HttpResponse:
    """All that waits, with or without every opinion, and why."""
    envelope, back = one_envelope(request, year), back_to(request, year)
    short_form = AllowanceFormPage(
        form=UnheardForm(request.POST or None),
        title="Transmettre sans attendre les avis",
        detail=UNHEARD,
        button="Noter comme transmises",
        trail=[("Missions et indemnités", back)],
    )
    return form_page(
        request,
        short_form,
        lambda values: send_proposals(envelope, by=request.actor, **values),
        success=_sent_words,
        next_page=back,
        require=lambda: require(policies.send_proposals, request.actor, None),
    )


def _sent_words(count: int) -> str:
    return f"C’est noté : {counted(count, 'proposition transmise', 'propositions transmises')} au recteur."
