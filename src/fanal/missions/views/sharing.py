"""The sharing of the mission between people: its matrix, a share, one's own competence, what parts weigh."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fanal.accounts.models import School
from fanal.accounts.policies.rights import annotate_permissions, require, require_role
from fanal.accounts.reading.requests import SchoolRequest
from fanal.agenda.views.years import page_of_year, year_chips, year_of_address
from fanal.core.http.addresses import address
from fanal.core.http.answers import FORM, get_or_404
from fanal.core.pages.filter_chips import FilterChip
from fanal.core.pages.form_page import button_page, form_page
from fanal.core.pages.page import FormPage, Page, render
from fanal.missions.actions import sharing as actions
from fanal.missions.forms.sharing import CompetenceForm, MissionShareForm, WeightForm
from fanal.missions.models import MissionShare, ParticularMission
from fanal.missions.policies import sharing as policies
from fanal.missions.reading import sharing as reading
from fanal.missions.reading.sharing import Matrix
from fanal.missions.reading.sharing_year import Before, before_of
from fanal.missions.rules.sharing import Competence
from fanal.year.rules.years import year_named


@dataclass(frozen=True, kw_only=True)
class SharingPage(Page):
    """`matrix`: who takes what of the mission; `before`: what the year before would give to an empty one."""

    template = "missions/sharing_page.html"

    school: School
    year: str
    chips: list[FilterChip]
    mission: ParticularMission | None
    matrix: Matrix | None
    before: Before | None
    reasons: list[str]


@require_safe
def sharing_page(request: SchoolRequest, uai: str) -> HttpResponse:
    return show_sharing(request, year_of_address(request, request.today), [])


def show_sharing(request: SchoolRequest, year: str, reasons: list[str]) -> HttpResponse:
    require(policies.read_sharing, request.actor, None)
    school = request.member.school
    annotate_permissions([school], policies.share_mission, policies.keep_missions, to=request.actor)
    mission = reading.digital_mission(school, year)
    matrix = reading.matrix_of(mission, request.actor, request.today) if mission else None
    may_carry = policies.share_mission(request.actor, school)
    page = SharingPage(
        school=school,
        year=year,
        chips=year_chips(request, "shares:sharing", year),
        mission=mission,
        matrix=matrix,
        before=before_of(mission) if mission and matrix and matrix.is_empty and may_carry else None,
        reasons=reasons,
    )
    return render(request, page)


def page_of_sharing(request: SchoolRequest, mission: ParticularMission) -> str:
    return page_of_year(request, "shares:sharing", mission.school_year)


def one_mission(request: SchoolRequest, number: int) -> ParticularMission:
    require_role(policies.read_sharing, request.actor)
    rows = ParticularMission.objects.for_school(request.member.school)
    mission: ParticularMission = get_or_404(rows, number=number)
    return mission


def _share(request: SchoolRequest, held_share: int) -> MissionShare:
    """Any for whoever reads the sharing; one's own for the others."""
    rows = MissionShare.objects.for_school(request.member.school).select_related("mission", "person")
    if not policies.read_sharing(request.actor, None):
        rows = rows.filter(person=request.member.person)
    share: MissionShare = get_or_404(rows, pk=held_share)
    return share


@dataclass(frozen=True, kw_only=True)
class ShareFormPage(FormPage):
    """`share`: the one that is changed; none for a new one."""

    template = "missions/share_form.html"

    mission: ParticularMission
    back: str
    share: MissionShare | None = None


@require_http_methods(FORM)
def share_add(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    mission = one_mission(request, number)
    first = MissionShareForm.first(year_named(mission.school_year), request.GET.get("partie", ""))
    form = MissionShareForm(request.POST or None, school=request.member.school, initial=first)
    page = ShareFormPage(form=form, mission=mission, back=page_of_sharing(request, mission))
    return _write_share(request, page)


@require_http_methods(FORM)
def share_edit(request: SchoolRequest, uai: str, held_share: int) -> HttpResponse:
    share = _share(request, held_share)
    form = MissionShareForm(request.POST or None, school=request.member.school, instance=share)
    back = page_of_sharing(request, share.mission)
    return _write_share(request, ShareFormPage(form=form, mission=share.mission, back=back, share=share))


def _write_share(request: SchoolRequest, page: ShareFormPage) -> HttpResponse:
    return form_page(
        request,
        page,
        lambda values: actions.share_mission(page.mission, page.share, values, by=request.actor),
        success="Le partage est enregistré.",
        next_page=page.back,
        require=lambda: require(policies.share_mission, request.actor, None),
    )


@require_POST
def share_drop(request: SchoolRequest, uai: str, held_share: int) -> HttpResponse:
    share = _share(request, held_share)
    return button_page(
        request,
        lambda: actions.drop_share(share, by=request.actor),
        success="Cette part est retirée.",
        next_page=page_of_sharing(request, share.mission),
    )


@dataclass(frozen=True, kw_only=True)
class CompetencePage(FormPage):
    """What somebody says of themselves, for their share."""

    template = "missions/competence_form.html"

    share: MissionShare
    back: str


@require_http_methods(FORM)
def share_competence(request: SchoolRequest, uai: str, held_share: int) -> HttpResponse:
    share, actor = _share(request, held_share), request.actor
    back = page_of_sharing(request, share.mission)
    form = CompetenceForm(request.POST or None, initial={"competence": share.competence})
    return form_page(
        request,
        CompetencePage(form=form, share=share, back=back),
        lambda values: actions.declare_competence(share, Competence(values["competence"]), by=actor),
        success="C’est noté.",
        next_page=back if policies.read_sharing(actor, None) else address("web:home", uai),
        require=lambda: require(policies.declare_competence, actor, share),
    )


@dataclass(frozen=True, kw_only=True)
class WeightsPage(FormPage):
    """What each part of the mission weighs, and the ease it asks for."""

    template = "missions/weights.html"

    mission: ParticularMission
    back: str


@require_http_methods(FORM)
def weights(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    mission = one_mission(request, number)
    form = WeightForm(request.POST or None, needs=reading.part_needs_of(mission))
    back = page_of_sharing(request, mission)
    return form_page(
        request,
        WeightsPage(form=form, mission=mission, back=back),
        lambda _: actions.weigh_parts(mission, form.weights(), by=request.actor),
        success="Le poids de chaque partie est enregistré.",
        next_page=back,
        require=lambda: require(policies.share_mission, request.actor, None),
    )
