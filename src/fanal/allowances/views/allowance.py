"""The allowances of a year: the envelope, the missions, the opinions, what goes to the rector."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fanal.accounts.policies.rights import require
from fanal.accounts.reading.requests import SchoolRequest
from fanal.accounts.rules.french import counted
from fanal.agenda.views.years import known_year, page_of_year, year_chips, year_of_address
from fanal.allowances.actions import envelope as actions
from fanal.allowances.actions.proposal import present_mission, send_proposals
from fanal.allowances.forms.allowance import EnvelopeForm, MissionForm
from fanal.allowances.models import ImpEnvelope, ImpProposal
from fanal.allowances.policies import allowance as allowance_policies
from fanal.allowances.reading import allowance as reading
from fanal.allowances.reading.next_steps import next_steps
from fanal.allowances.reading.proposals import envelope_of
from fanal.core.addresses import address
from fanal.core.form_page import button_page, form_page
from fanal.core.http import (
    FORM,
    found_or_404,
    get_or_404,
    paginate,
    render_page,
)
from fanal.core.words import is_id
from fanal.missions.models import ParticularMission
from fanal.missions.policies.sharing import keep_missions
from fanal.missions.reading.sharing import described_by_needs
from fanal.missions.rules.particular_mission import PRIORITY_HELP, PRIORITY_SOURCE, MissionKind

PAGE = "allowances:allowance_list"
CAME_FROM = {
    "partage": ("Partage de la mission", "shares:sharing"),
    "lettre": ("Lettre de mission", "letters:letter_list"),
}


def one_envelope(request: SchoolRequest, year: str) -> ImpEnvelope:
    envelope: ImpEnvelope = found_or_404(envelope_of(request.member.school, known_year(year, request.today)))
    return envelope


def back_to(request: SchoolRequest, year: str) -> str:
    return page_of_year(request, PAGE, year)


def _came_from(request: SchoolRequest, year: str) -> tuple[str, str]:
    """The page that led to the form, by its code in the address: its name and its address."""
    label, page = CAME_FROM.get(request.GET.get("retour", ""), ("Missions et indemnités", PAGE))
    return label, page_of_year(request, page, year)


@require_safe
def allowance_list(request: SchoolRequest, uai: str) -> HttpResponse:
    return show_year(request, year_of_address(request, request.today), [])


def show_year(request: SchoolRequest, year: str, reasons: list[str]) -> HttpResponse:
    require(allowance_policies.read_allowances, request.actor, None)
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
        "steps": next_steps(page, request.actor, request.today),
        "can_send": allowance_policies.send_proposals(request.actor, None) and page.ready > 0,
    }
    return render_page(request, "allowances/allowance_list.html", context)


@require_http_methods(FORM)
def envelope_form(request: SchoolRequest, uai: str, year: str) -> HttpResponse:
    require(keep_missions, request.actor, None)
    school = request.member.school
    envelope = envelope_of(school, known_year(year, request.today))
    seen = request.POST.get("seen", "")
    form = EnvelopeForm(request.POST or None, school=school, instance=envelope)
    return form_page(
        request,
        form,
        lambda _: actions.note_envelope(school, year, form.notified(), by=request.actor, seen=seen),
        template="allowances/envelope_form.html",
        success="L’enveloppe est enregistrée.",
        next_page=back_to(request, year),
        context={
            "year": year,
            "back": back_to(request, year),
            "seen": seen or actions.version_of_envelope(envelope),
        },
    )


@require_http_methods(FORM)
def mission_add(request: SchoolRequest, uai: str, year: str) -> HttpResponse:
    require(keep_missions, request.actor, None)
    known_year(year, request.today)
    kind = request.POST.get("kind") or request.GET.get("genre", MissionKind.DIGITAL.value)
    first = {"kind": kind} if kind != MissionKind.OTHER else {}
    if kind == MissionKind.DIGITAL and request.method != "POST":
        first |= described_by_needs(request.member.school, year, now=timezone.now(), today=request.today)
    form = _mission_form(request, year, None, first)
    if kind == MissionKind.DIGITAL:
        form.fix_kind(kind)
    return _write_mission(
        request,
        year,
        form,
        lambda _: actions.add_mission(request.member.school, year, form.mission_input(), by=request.actor),
        {"came": _came_from(request, year)},
    )


@require_http_methods(FORM)
def mission_edit(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    require(keep_missions, request.actor, None)
    mission: ParticularMission = get_or_404(
        ParticularMission.objects.for_school(request.member.school), number=number
    )
    year = mission.school_year
    form = _mission_form(request, year, mission, {"article": "6" if mission.has_priority else "7"})
    del form.fields["kind"]
    return _write_mission(
        request,
        year,
        form,
        lambda _: actions.describe_mission(mission, form.mission_input(mission.kind), by=request.actor),
        {
            "came": _back_to_line(request, mission) or _came_from(request, year),
            "mission": mission,
            "said": actions.SAID if _is_presented(mission) else "",
        },
    )


def _mission_form(
    request: SchoolRequest, year: str, mission: ParticularMission | None, first: dict[str, Any]
) -> MissionForm:
    school = request.member.school
    return MissionForm(request.POST or None, school=school, instance=mission, initial=first, year=year)


def _back_to_line(request: SchoolRequest, mission: ParticularMission) -> tuple[str, str] | None:
    """The line that sent here for a reason, or nothing."""
    number = request.GET.get("ligne", "")
    rows = ImpProposal.objects.for_school(request.member.school).filter(mission=mission)
    if not is_id(number) or not rows.filter(number=int(number)).exists():
        return None
    page = address("allowances:proposal_page", request.member.school.uai, int(number))
    return f"Proposition n° {int(number)}", page


def _is_presented(mission: ParticularMission) -> bool:
    return ImpProposal.objects.for_school(mission.school_id).filter(mission=mission).committed().exists()


def _write_mission(
    request: SchoolRequest,
    year: str,
    form: MissionForm,
    save: Callable[[dict[str, Any]], ParticularMission],
    context: dict[str, Any],
) -> HttpResponse:
    """`context`: `came` is the name and the address of the page that led here, and leads back."""
    label, back = context["came"]
    return form_page(
        request,
        form,
        save,
        template="allowances/mission_form.html",
        success="La mission est enregistrée.",
        next_page=back,
        context={
            "year": year,
            "back": back,
            "came_from": label,
            "help": f"{PRIORITY_HELP} Source : {PRIORITY_SOURCE}.",
            **context,
        },
    )


@require_POST
def mission_present(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    require(keep_missions, request.actor, None)
    rows = ParticularMission.objects.for_school(request.member.school)
    mission: ParticularMission = get_or_404(rows, number=number)

    return button_page(
        request,
        lambda: present_mission(mission, today=request.today, by=request.actor),
        success="Les propositions prennent leur part de l’enveloppe.",
        next_page=back_to(request, mission.school_year),
        show=lambda reasons: show_year(request, mission.school_year, reasons),
    )


@require_POST
def allowance_send(request: SchoolRequest, uai: str, year: str) -> HttpResponse:
    envelope = one_envelope(request, year)
    return button_page(
        request,
        lambda: send_proposals(envelope, by=request.actor),
        success=lambda sent: f"{counted(sent, 'proposition notée', 'propositions notées')} au recteur.",
        next_page=back_to(request, year),
        show=lambda reasons: show_year(request, year, reasons),
    )
