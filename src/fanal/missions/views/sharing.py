"""The needs of the service, and the sharing of the mission between people."""

from pathlib import Path
from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fanal.accounts.policies.rights import require
from fanal.accounts.reading.requests import SchoolRequest
from fanal.accounts.rules.years import year_named
from fanal.agenda.views.years import known_year, page_of_year, year_chips, year_of_address
from fanal.core.addresses import address
from fanal.core.form_page import button_page, form_page
from fanal.core.http import FORM, attached_pdf, found_or_404, get_or_404, render_page
from fanal.core.paper import typeset_whole
from fanal.core.registry import YEAR_REPORTS, registered
from fanal.missions.actions import sharing as actions
from fanal.missions.forms.sharing import CompetenceForm, MissionShareForm, NeedsForm, WeightForm
from fanal.missions.models import MissionShare, NeedsAssessment, ParticularMission
from fanal.missions.policies import sharing as policies
from fanal.missions.reading import sharing as reading
from fanal.missions.reading.needs_paper import needs_paper
from fanal.missions.reading.sharing_year import before_of
from fanal.missions.rules.sharing import Competence

NEEDS = Path(__file__).parents[1] / "documents" / "needs.typ"
CLOSED = "La fiche est arrêtée : ses chiffres ne changent plus."


@require_safe
def needs_page(request: SchoolRequest, uai: str) -> HttpResponse:
    return _show_needs(request, year_of_address(request, request.today), [])


def _show_needs(request: SchoolRequest, year: str, reasons: list[str]) -> HttpResponse:
    require(policies.read_sharing, request.actor, None)
    school, actor, today = request.member.school, request.actor, request.today
    needs, counted = reading.needs_of(school, year), reading.counted_year(year, today)
    context = {
        "needs": needs,
        "figures": reading.needs_figures(school, year, needs, now=timezone.now(), today=today),
        "year": year,
        "counted": counted,
        "before": counted.previous,
        "chips": year_chips(request, "shares:needs", year),
        "reasons": reasons,
        "can_prepare": policies.prepare_needs(actor, needs),
        "can_appreciate": policies.appreciate_needs(actor, needs),
        "can_propose": policies.keep_missions(actor, None),
        "mission": reading.digital_mission(school, year),
        "reports": [row for find in registered(YEAR_REPORTS) for row in find(request.member, counted)],
    }
    return render_page(request, "missions/needs_page.html", context)


@require_safe
def needs_file(request: SchoolRequest, uai: str, year: str) -> HttpResponse:
    require(policies.read_sharing, request.actor, None)
    label = known_year(year, request.today)
    data = needs_paper(request.member.school, label, now=timezone.now(), today=request.today)
    return attached_pdf(typeset_whole(NEEDS, data), f"besoins-{label}-{uai}")


@require_http_methods(FORM)
def needs_form(request: SchoolRequest, uai: str, year: str) -> HttpResponse:
    school, actor = request.member.school, request.actor
    needs, typed = reading.needs_of(school, known_year(year, request.today)), request.POST or None
    can_appreciate = policies.appreciate_needs(actor, needs)
    form = NeedsForm(typed, school=school, instance=needs, can_appreciate=can_appreciate)
    back, seen = page_of_year(request, "shares:needs", year), request.POST.get("seen")

    def context() -> dict[str, Any]:
        if form.is_bound and form.is_valid():  # refused for what another wrote meanwhile
            form.compare(reading.needs_of(school, year))
        return {"year": year, "back": back}

    return form_page(
        request,
        form,
        lambda values: actions.write_needs(school, year, values, by=actor, seen=seen),
        template="missions/needs_form.html",
        success="La fiche des besoins est enregistrée.",
        next_page=back,
        context=context,
        require=lambda: require(policies.prepare_needs, actor, needs),
    )


@require_POST
def needs_close(request: SchoolRequest, uai: str, year: str) -> HttpResponse:
    school, today, is_reopened = request.member.school, request.today, "reopen" in request.POST
    needs: NeedsAssessment = found_or_404(reading.needs_of(school, known_year(year, today)))

    def act() -> None:
        if is_reopened:
            actions.reopen_needs(needs, by=request.actor)
        else:
            actions.close_needs(needs, now=timezone.now(), today=today, by=request.actor)

    return button_page(
        request,
        act,
        success="La fiche est rouverte." if is_reopened else CLOSED,
        next_page=page_of_year(request, "shares:needs", year),
        show=lambda reasons: _show_needs(request, year, reasons),
    )


@require_safe
def sharing_page(request: SchoolRequest, uai: str) -> HttpResponse:
    return show_sharing(request, year_of_address(request, request.today), [])


def show_sharing(request: SchoolRequest, year: str, reasons: list[str]) -> HttpResponse:
    require(policies.read_sharing, request.actor, None)
    mission = reading.digital_mission(request.member.school, year)
    matrix = reading.matrix_of(mission, request.actor, request.today) if mission else None
    can_share = policies.share_mission(request.actor, None)
    context = {
        "mission": mission,
        "year": year,
        "chips": year_chips(request, "shares:sharing", year),
        "matrix": matrix,
        "reasons": reasons,
        "can_share": can_share,
        "before": before_of(mission) if mission and matrix and matrix.is_empty and can_share else None,
        "can_keep": policies.keep_missions(request.actor, None),
    }
    return render_page(request, "missions/sharing_page.html", context)


def one_mission(request: SchoolRequest, number: int) -> ParticularMission:
    rows = ParticularMission.objects.for_school(request.member.school)
    mission: ParticularMission = get_or_404(rows, number=number)
    return mission


def _share(request: SchoolRequest, held_share: int) -> MissionShare:
    rows = MissionShare.objects.for_school(request.member.school).select_related("mission", "person")
    share: MissionShare = get_or_404(rows, pk=held_share)
    return share


@require_http_methods(FORM)
def share_add(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    mission = one_mission(request, number)
    first = MissionShareForm.first(year_named(mission.school_year), request.GET.get("partie", ""))
    form = MissionShareForm(request.POST or None, school=request.member.school, initial=first)
    return _share_form(request, mission, None, form)


@require_http_methods(FORM)
def share_edit(request: SchoolRequest, uai: str, held_share: int) -> HttpResponse:
    share = _share(request, held_share)
    form = MissionShareForm(request.POST or None, school=request.member.school, instance=share)
    return _share_form(request, share.mission, share, form)


def _share_form(
    request: SchoolRequest, mission: ParticularMission, share: MissionShare | None, form: MissionShareForm
) -> HttpResponse:
    back = page_of_year(request, "shares:sharing", mission.school_year)
    return form_page(
        request,
        form,
        lambda values: actions.share_mission(mission, share, values, by=request.actor),
        template="missions/share_form.html",
        success="Le partage est enregistré.",
        next_page=back,
        context={"mission": mission, "share": share, "back": back},
        require=lambda: require(policies.share_mission, request.actor, None),
    )


@require_POST
def share_drop(request: SchoolRequest, uai: str, held_share: int) -> HttpResponse:
    share = _share(request, held_share)
    return button_page(
        request,
        lambda: actions.drop_share(share, by=request.actor),
        success="Cette part est retirée.",
        next_page=page_of_year(request, "shares:sharing", share.mission.school_year),
    )


@require_http_methods(FORM)
def share_competence(request: SchoolRequest, uai: str, held_share: int) -> HttpResponse:
    share, actor = _share(request, held_share), request.actor
    back = page_of_year(request, "shares:sharing", share.mission.school_year)
    return form_page(
        request,
        CompetenceForm(request.POST or None, initial={"competence": share.competence}),
        lambda values: actions.declare_competence(share, Competence(values["competence"]), by=actor),
        template="missions/competence_form.html",
        success="C’est noté.",
        next_page=back if policies.read_sharing(actor, None) else address("web:home", uai),
        context={"share": share, "back": back},
        require=lambda: require(policies.declare_competence, actor, share),
    )


@require_http_methods(FORM)
def weights(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    mission = one_mission(request, number)
    needs = reading.matrix_of(mission, request.actor, request.today).needs
    form = WeightForm(request.POST or None, needs=needs)
    back = page_of_year(request, "shares:sharing", mission.school_year)
    return form_page(
        request,
        form,
        lambda _: actions.weigh_parts(mission, form.weights(), by=request.actor),
        template="missions/weights.html",
        success="Le poids de chaque partie est enregistré.",
        next_page=back,
        context={"mission": mission, "back": back},
        require=lambda: require(policies.share_mission, request.actor, None),
    )
