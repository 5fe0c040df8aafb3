"""The needs of the service, and the sharing of the mission between people."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fanal.accounts.policies.rights import require
from fanal.accounts.rules.years import year_named
from fanal.agenda.views.years import known_year, page_of_year, year_chips, year_of_address
from fanal.core.addresses import address
from fanal.core.errors import reasons_of_refusal
from fanal.core.http import (
    FORM,
    already_submitted,
    found_or_404,
    get_or_404,
    remember_answer,
    render_page,
)
from fanal.missions import policies
from fanal.missions.actions import sharing as actions
from fanal.missions.forms.sharing import CompetenceForm, MissionShareForm, NeedsForm, WeightForm
from fanal.missions.models import MissionShare, NeedsAssessment, ParticularMission
from fanal.missions.reading import sharing as reading
from fanal.missions.reading.sharing_year import before_of
from fanal.missions.views.sections import sections


@require_safe
def needs_page(request: HttpRequest, uai: str) -> HttpResponse:
    return _show_needs(request, year_of_address(request, request.today), [])


def _show_needs(request: HttpRequest, year: str, reasons: list[str]) -> HttpResponse:
    require(policies.read_sharing, request.actor, None)
    school, actor, today = request.member.school, request.actor, request.today
    needs = reading.needs_of(school, year)
    kept = needs is not None and needs.closed_on is not None
    figures = (
        reading.needs_figures(needs)
        if needs and kept
        else reading.year_figures(school, year, now=timezone.now(), today=today)
    )
    counted = reading.counted_year(year, today)
    context = {
        "needs": needs,
        "figures": figures,
        "year": year,
        "counted": counted,
        "before": counted.previous,
        "chips": year_chips(request, "shares:needs", year),
        "sections": sections(request, "needs"),
        "reasons": reasons,
        "can_prepare": policies.prepare_needs(actor, needs),
        "can_appreciate": policies.appreciate_needs(actor, needs),
        "can_propose": policies.keep_missions(actor, None),
        "mission": reading.digital_mission(school, year),
    }
    return render_page(request, "missions/needs_page.html", context, status=422 if reasons else 200)


@require_http_methods(FORM)
def needs_form(request: HttpRequest, uai: str, year: str) -> HttpResponse:
    school, reasons = request.member.school, list[str]()
    needs = reading.needs_of(school, known_year(year, request.today))
    require(policies.prepare_needs, request.actor, needs)
    can_appreciate = policies.appreciate_needs(request.actor, needs)
    form = NeedsForm(request.POST or None, initial=NeedsForm.initial_of(needs), can_appreciate=can_appreciate)
    if form.is_bound and form.is_valid():
        with reasons_of_refusal() as reasons:
            actions.write_needs(school, year, form.sheet(), by=request.actor, seen=request.POST.get("seen"))
            messages.success(request, "La fiche des besoins est enregistrée.")
            return redirect(page_of_year(request, "shares:needs", year))
        form.compare(reading.needs_of(school, year))
    context = {
        "form": form,
        "year": year,
        "reasons": reasons,
        "back": page_of_year(request, "shares:needs", year),
    }
    status = 422 if form.is_bound else 200
    return render_page(request, "missions/needs_form.html", context, status=status)


@require_POST
def needs_close(request: HttpRequest, uai: str, year: str) -> HttpResponse:
    needs: NeedsAssessment = found_or_404(
        reading.needs_of(request.member.school, known_year(year, request.today))
    )
    with reasons_of_refusal() as reasons:
        if "reopen" in request.POST:
            actions.reopen_needs(needs, by=request.actor)
            messages.success(request, "La fiche est rouverte.")
        else:
            actions.close_needs(needs, now=timezone.now(), today=request.today, by=request.actor)
            messages.success(request, "La fiche est arrêtée : ses chiffres ne changent plus.")
    return (
        _show_needs(request, year, reasons)
        if reasons
        else redirect(page_of_year(request, "shares:needs", year))
    )


@require_safe
def sharing_page(request: HttpRequest, uai: str) -> HttpResponse:
    return show_sharing(request, year_of_address(request, request.today), [])


def show_sharing(request: HttpRequest, year: str, reasons: list[str]) -> HttpResponse:
    require(policies.read_sharing, request.actor, None)
    mission = reading.digital_mission(request.member.school, year)
    matrix = reading.matrix_of(mission, request.actor, request.today) if mission else None
    can_share = policies.share_mission(request.actor, None)
    context = {
        "mission": mission,
        "year": year,
        "chips": year_chips(request, "shares:sharing", year),
        "sections": sections(request, "sharing"),
        "matrix": matrix,
        "reasons": reasons,
        "can_share": can_share,
        "before": before_of(mission) if mission and matrix and matrix.is_empty and can_share else None,
        "can_keep": policies.keep_missions(request.actor, None),
    }
    return render_page(request, "missions/sharing_page.html", context, status=422 if reasons else 200)


def one_mission(request: HttpRequest, number: int) -> ParticularMission:
    rows = ParticularMission.objects.for_school(request.member.school)
    mission: ParticularMission = get_or_404(rows, number=number)
    return mission


def _share(request: HttpRequest, held_share: int) -> MissionShare:
    rows = MissionShare.objects.for_school(request.member.school).select_related("mission", "person")
    share: MissionShare = get_or_404(rows, pk=held_share)
    return share


@require_http_methods(FORM)
def share_add(request: HttpRequest, uai: str, number: int) -> HttpResponse:
    require(policies.share_mission, request.actor, None)
    mission = one_mission(request, number)
    first = MissionShareForm.first(year_named(mission.school_year), request.GET.get("partie", ""))
    form = MissionShareForm(request.POST or None, school=request.member.school, initial=first)
    return _write_share(request, mission, None, form)


@require_http_methods(FORM)
def share_edit(request: HttpRequest, uai: str, held_share: int) -> HttpResponse:
    require(policies.share_mission, request.actor, None)
    share = _share(request, held_share)
    form = MissionShareForm(
        request.POST or None, school=request.member.school, initial=MissionShareForm.initial_of(share)
    )
    return _write_share(request, share.mission, share, form)


def _write_share(
    request: HttpRequest, mission: ParticularMission, share: MissionShare | None, form: MissionShareForm
) -> HttpResponse:
    reasons: list[str] = []
    back = page_of_year(request, "shares:sharing", mission.school_year)
    if form.is_bound and form.is_valid():
        if seen := already_submitted(request):
            return redirect(seen)
        with reasons_of_refusal() as reasons:
            actions.share_mission(mission, share, form.taken(), by=request.actor)
            messages.success(request, "Le partage est enregistré.")
            return remember_answer(request, back)
    context = {"form": form, "mission": mission, "share": share, "reasons": reasons, "back": back}
    status = 422 if form.is_bound else 200
    return render_page(request, "missions/share_form.html", context, status=status)


@require_POST
def share_drop(request: HttpRequest, uai: str, held_share: int) -> HttpResponse:
    share = _share(request, held_share)
    actions.drop_share(share, by=request.actor)
    messages.success(request, "Cette part est retirée.")
    return redirect(page_of_year(request, "shares:sharing", share.mission.school_year))


@require_http_methods(FORM)
def share_competence(request: HttpRequest, uai: str, held_share: int) -> HttpResponse:
    share = _share(request, held_share)
    require(policies.declare_competence, request.actor, share)
    form = CompetenceForm(request.POST or None, initial={"competence": share.competence})
    back = page_of_year(request, "shares:sharing", share.mission.school_year)
    if form.is_bound and form.is_valid():
        actions.declare_competence(share, form.declared(), by=request.actor)
        messages.success(request, "C’est noté.")
        return redirect(back if policies.read_sharing(request.actor, None) else address("web:home", uai))
    context = {"form": form, "share": share, "back": back}
    status = 422 if form.is_bound else 200
    return render_page(request, "missions/competence_form.html", context, status=status)


@require_http_methods(FORM)
def weights(request: HttpRequest, uai: str, number: int) -> HttpResponse:
    require(policies.share_mission, request.actor, None)
    mission, reasons = one_mission(request, number), list[str]()
    needs = reading.matrix_of(mission, request.actor, request.today).needs
    form = WeightForm(request.POST or None, needs=needs)
    back = page_of_year(request, "shares:sharing", mission.school_year)
    if form.is_bound and form.is_valid():
        with reasons_of_refusal() as reasons:
            actions.weigh_parts(mission, form.weights(), by=request.actor)
            messages.success(request, "Le poids de chaque partie est enregistré.")
            return redirect(back)
    context = {"form": form, "mission": mission, "reasons": reasons, "back": back}
    status = 422 if form.is_bound else 200
    return render_page(request, "missions/weights.html", context, status=status)
