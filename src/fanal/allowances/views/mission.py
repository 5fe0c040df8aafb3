"""A mission of the year, described: its words, its code, and the article that lets it be."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from fanal.accounts.policies.rights import require
from fanal.accounts.reading.requests import SchoolRequest
from fanal.agenda.views.years import known_year, page_of_year
from fanal.allowances.actions import mission as actions
from fanal.allowances.forms.allowance import ARTICLE_CODES, MissionForm
from fanal.allowances.models import ImpProposal
from fanal.allowances.views.allowance import PAGE, one_mission
from fanal.core.http.addresses import address
from fanal.core.http.answers import FORM
from fanal.core.pages.form_page import form_page
from fanal.core.pages.page import FormPage
from fanal.core.text.words import is_id
from fanal.missions.actions.particular_mission import add_mission
from fanal.missions.models import ParticularMission
from fanal.missions.policies.sharing import keep_missions
from fanal.missions.reading.sharing import described_by_needs
from fanal.missions.rules.particular_mission import ARTICLES_HELP, MissionKind

SAVED = "La mission est enregistrée."
CAME_FROM = {
    "partage": ("Partage de la mission", "shares:sharing"),
    "lettre": ("Lettre de mission", "letters:letter_list"),
}


@dataclass(frozen=True, kw_only=True)
class MissionFormPage(FormPage):
    """`came_from`, `back`: the name and the address of the page behind; `notice`: what binds its words."""

    template = "allowances/mission_form.html"

    year: str
    came_from: str
    back: str
    mission: ParticularMission | None = None
    notice: str = ""
    articles_help: str = ARTICLES_HELP


@require_http_methods(FORM)
def mission_add(request: SchoolRequest, uai: str, year: str) -> HttpResponse:
    require(keep_missions, request.actor, None)
    known_year(year, request.today)
    school = request.member.school
    kind = request.POST.get("kind") or request.GET.get("genre", MissionKind.DIGITAL.value)
    first = {"kind": kind} if kind != MissionKind.OTHER else {}
    if kind == MissionKind.DIGITAL and request.method != "POST":
        first |= described_by_needs(school, year, today=request.today)
    form = _mission_form(request, year, None, first)
    if kind == MissionKind.DIGITAL:
        form.fix_kind(kind)
    came_from, back = _came_from(request, year)
    return form_page(
        request,
        MissionFormPage(form=form, year=year, came_from=came_from, back=back),
        lambda _: add_mission(school, year, form.mission_input(), by=request.actor),
        success=SAVED,
        next_page=back,
    )


@require_http_methods(FORM)
def mission_edit(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    require(keep_missions, request.actor, None)
    mission = one_mission(request, number)
    year = mission.school_year
    form = _mission_form(request, year, mission, {"article": ARTICLE_CODES[mission.has_priority]})
    del form.fields["kind"]
    came_from, back = _line_behind(request, mission) or _came_from(request, year)
    page = MissionFormPage(
        form=form,
        year=year,
        came_from=came_from,
        back=back,
        mission=mission,
        notice=actions.SAID if _is_presented(mission) else "",
    )
    return form_page(
        request,
        page,
        lambda _: actions.describe_mission(mission, form.mission_input(mission.kind), by=request.actor),
        success=SAVED,
        next_page=back,
    )


def _mission_form(
    request: SchoolRequest, year: str, mission: ParticularMission | None, first: dict[str, Any]
) -> MissionForm:
    school = request.member.school
    return MissionForm(request.POST or None, school=school, instance=mission, initial=first, year=year)


def _came_from(request: SchoolRequest, year: str) -> tuple[str, str]:
    """The page that led to the form, by its code in the address: its name and its address."""
    label, page = CAME_FROM.get(request.GET.get("retour", ""), ("Missions et indemnités", PAGE))
    return label, page_of_year(request, page, year)


def _line_behind(request: SchoolRequest, mission: ParticularMission) -> tuple[str, str] | None:
    """The line that sent here for a reason, or nothing."""
    number = request.GET.get("ligne", "")
    rows = ImpProposal.objects.for_school(request.member.school).filter(mission=mission)
    if not is_id(number) or not rows.filter(number=int(number)).exists():
        return None
    page = address("allowances:proposal_page", request.member.school.uai, int(number))
    return f"Proposition n° {int(number)}", page


def _is_presented(mission: ParticularMission) -> bool:
    return ImpProposal.objects.for_school(mission.school_id).filter(mission=mission).committed().exists()
