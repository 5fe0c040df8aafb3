"""The allowances of a year: the envelope, the missions, the opinions, what goes to the rector."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fanal.accounts.models import School
from fanal.accounts.policies.rights import require
from fanal.accounts.rules.french import counted
from fanal.agenda.views.years import known_year, page_of_year, year_chips, year_of_address
from fanal.allowances import policies
from fanal.allowances.actions import envelope as actions
from fanal.allowances.actions import opinion as opinions
from fanal.allowances.actions.proposal import present_mission, send_proposals
from fanal.allowances.forms.allowance import EnvelopeForm, MissionForm
from fanal.allowances.forms.decision import OpinionForm
from fanal.allowances.models import CouncilOpinion, ImpEnvelope, ImpProposal
from fanal.allowances.reading import allowance as reading
from fanal.allowances.reading.proposals import envelope_of
from fanal.allowances.views.short_form import pressed
from fanal.core.addresses import address
from fanal.core.errors import reasons_of_refusal
from fanal.core.http import (
    FORM,
    already_submitted,
    found_or_404,
    get_or_404,
    paginate,
    remember_answer,
    render_page,
)
from fanal.core.words import is_id
from fanal.missions.models import ParticularMission
from fanal.missions.reading.sharing import described_by_needs
from fanal.missions.rules.particular_mission import PRIORITY_HELP, PRIORITY_SOURCE, MissionKind
from fanal.missions.views.sections import sections

PAGE = "allowances:allowance_list"
CAME_FROM = {
    "partage": ("Partage de la mission", "shares:sharing"),
    "lettre": ("Lettre de mission", "letters:letter_list"),
}


def one_envelope(request: HttpRequest, year: str) -> ImpEnvelope:
    envelope: ImpEnvelope = found_or_404(envelope_of(request.member.school, known_year(year, request.today)))
    return envelope


def back_to(request: HttpRequest, year: str) -> str:
    return page_of_year(request, PAGE, year)


def _came_from(request: HttpRequest, year: str) -> tuple[str, str]:
    """The page that led to the form, by its code in the address: its name and its address."""
    label, page = CAME_FROM.get(request.GET.get("retour", ""), ("Missions et indemnités", PAGE))
    return label, page_of_year(request, page, year)


@require_safe
def allowance_list(request: HttpRequest, uai: str) -> HttpResponse:
    return show_year(request, year_of_address(request, request.today), [])


def show_year(request: HttpRequest, year: str, reasons: list[str]) -> HttpResponse:
    require(policies.read_allowances, request.actor, None)
    page = reading.page_of(request.member.school, year, today=request.today)
    missions = paginate(request, page.missions)
    reader = request.actor.person_id
    chips = year_chips(request, PAGE, year)
    context = {
        "page": page,
        "year": year,
        "missions": [(mission_lines, mission_lines.presentable(reader)) for mission_lines in missions],
        "mission_pages": missions,
        "chips": chips,
        "reasons": reasons,
        "sections": sections(request, "allowances"),
        "can_send": policies.send_proposals(request.actor, None) and page.ready > 0,
    }
    return render_page(request, "allowances/allowance_list.html", context, status=422 if reasons else 200)


@require_http_methods(FORM)
def envelope_form(request: HttpRequest, uai: str, year: str) -> HttpResponse:
    require(policies.keep_missions, request.actor, None)
    school, reasons = request.member.school, list[str]()
    envelope = envelope_of(school, known_year(year, request.today))
    form = EnvelopeForm(request.POST or None, initial=EnvelopeForm.initial_of(envelope))
    if form.is_bound and form.is_valid():
        with reasons_of_refusal() as reasons:
            actions.note_envelope(school, year, form.notified(), by=request.actor)
            messages.success(request, "L’enveloppe est enregistrée.")
            return redirect(back_to(request, year))
    context = {"form": form, "year": year, "reasons": reasons, "back": back_to(request, year)}
    status = 422 if form.is_bound else 200
    return render_page(request, "allowances/envelope_form.html", context, status=status)


@require_http_methods(FORM)
def mission_add(request: HttpRequest, uai: str, year: str) -> HttpResponse:
    require(policies.keep_missions, request.actor, None)
    known_year(year, request.today)
    kind = request.POST.get("kind") or request.GET.get("genre", MissionKind.DIGITAL.value)
    first = {"kind": kind} if kind != MissionKind.OTHER else {}
    if kind == MissionKind.DIGITAL and request.method != "POST":
        first |= described_by_needs(request.member.school, year, now=timezone.now(), today=request.today)
    form = _mission_form(request, year, first)
    if kind == MissionKind.DIGITAL:
        form.fix_kind(kind)
    return _write_mission(request, year, None, form)


@require_http_methods(FORM)
def mission_edit(request: HttpRequest, uai: str, number: int) -> HttpResponse:
    require(policies.keep_missions, request.actor, None)
    mission: ParticularMission = get_or_404(
        ParticularMission.objects.for_school(request.member.school), number=number
    )
    first = {name: getattr(mission, name) for name in ("title", "workload", "expertise", "reason", "code")}
    form = _mission_form(
        request, mission.school_year, first | {"article": "6" if mission.has_priority else "7"}
    )
    del form.fields["kind"]
    return _write_mission(request, mission.school_year, mission, form, _back_to_line(request, mission))


def _mission_form(request: HttpRequest, year: str, first: dict[str, Any]) -> MissionForm:
    is_private = request.member.school.status == School.Status.PRIVATE
    return MissionForm(request.POST or None, initial=first, year=year, is_private=is_private)


def _back_to_line(request: HttpRequest, mission: ParticularMission) -> tuple[str, str] | None:
    """The line that sent here for a reason, or nothing."""
    number = request.GET.get("ligne", "")
    rows = ImpProposal.objects.for_school(request.member.school).filter(mission=mission)
    if not is_id(number) or not rows.filter(number=int(number)).exists():
        return None
    page = address("allowances:proposal_page", request.member.school.uai, int(number))
    return f"Proposition n° {int(number)}", page


def _is_presented(mission: ParticularMission | None) -> bool:
    if mission is None:
        return False
    return ImpProposal.objects.for_school(mission.school_id).filter(mission=mission).committed().exists()


def _write_mission(
    request: HttpRequest,
    year: str,
    mission: ParticularMission | None,
    form: MissionForm,
    came: tuple[str, str] | None = None,
) -> HttpResponse:
    reasons, (label, back) = list[str](), came or _came_from(request, year)
    if form.is_bound and form.is_valid():
        if seen := already_submitted(request):
            return redirect(seen)
        with reasons_of_refusal() as reasons:
            if mission is None:
                actions.add_mission(request.member.school, year, form.mission_input(), by=request.actor)
            else:
                actions.describe_mission(mission, form.mission_input(mission.kind), by=request.actor)
            messages.success(request, "La mission est enregistrée.")
            return remember_answer(request, back)
    context = {
        "form": form,
        "year": year,
        "mission": mission,
        "reasons": reasons,
        "back": back,
        "came_from": label,
        "help": f"{PRIORITY_HELP} Source : {PRIORITY_SOURCE}.",
        "said": actions.SAID if _is_presented(mission) and not reasons else "",
    }
    status = 422 if form.is_bound else 200
    return render_page(request, "allowances/mission_form.html", context, status=status)


@require_http_methods(FORM)
def opinion_form(request: HttpRequest, uai: str, year: str) -> HttpResponse:
    require(policies.record_opinion, request.actor, None)
    envelope, reasons = one_envelope(request, year), list[str]()
    is_private = request.member.school.status == School.Status.PRIVATE
    first = {"body": request.GET.get("instance", ""), "held_on": request.today}
    form = OpinionForm(request.POST or None, is_private=is_private, initial=first)
    if form.is_bound and form.is_valid():
        with reasons_of_refusal() as reasons:
            made = opinions.record_opinion(
                envelope, form.opinion_input(), today=request.today, by=request.actor
            )
            messages.success(request, f"{made.get_body_display()} : l’avis est enregistré.")
            return redirect(back_to(request, year))
    context = {"form": form, "year": year, "reasons": reasons, "back": back_to(request, year)}
    status = 422 if form.is_bound else 200
    return render_page(request, "allowances/opinion_form.html", context, status=status)


@require_http_methods(FORM)
def opinion_correct(request: HttpRequest, uai: str, opinion: int) -> HttpResponse:
    require(policies.record_opinion, request.actor, None)
    rows = CouncilOpinion.objects.for_school(request.member.school).select_related("school")
    council_opinion: CouncilOpinion = get_or_404(rows, pk=opinion)
    names = ("held_on", "outcome", "votes_for", "votes_against", "abstentions", "note")
    first, reasons = {name: getattr(council_opinion, name) for name in names}, list[str]()
    form = OpinionForm(request.POST or None, is_private=False, initial=first)
    del form.fields["body"]
    back = back_to(request, council_opinion.school_year)
    if form.is_bound and form.is_valid():
        with reasons_of_refusal() as reasons:
            corrected = form.opinion_input(council_opinion.body)
            opinions.correct_opinion(council_opinion, corrected, today=request.today, by=request.actor)
            messages.success(request, f"{council_opinion.get_body_display()} : l’avis est corrigé.")
            return redirect(back)
    context = {
        "form": form,
        "year": council_opinion.school_year,
        "reasons": reasons,
        "back": back,
        "opinion": council_opinion,
    }
    status = 422 if form.is_bound else 200
    return render_page(request, "allowances/opinion_form.html", context, status=status)


@require_POST
def mission_present(request: HttpRequest, uai: str, number: int) -> HttpResponse:
    require(policies.keep_missions, request.actor, None)
    rows = ParticularMission.objects.for_school(request.member.school)
    mission: ParticularMission = get_or_404(rows, number=number)

    def present() -> None:
        present_mission(mission, today=request.today, by=request.actor)

    return pressed(
        request,
        present,
        "Les propositions prennent leur part de l’enveloppe.",
        page=back_to(request, mission.school_year),
        show=lambda reasons: show_year(request, mission.school_year, reasons),
    )


@require_POST
def allowance_send(request: HttpRequest, uai: str, year: str) -> HttpResponse:
    envelope = one_envelope(request, year)
    with reasons_of_refusal() as reasons:
        sent = send_proposals(envelope, by=request.actor)
        messages.success(request, f"{counted(sent, 'proposition notée', 'propositions notées')} au recteur.")
    return show_year(request, year, reasons) if reasons else redirect(back_to(request, year))
