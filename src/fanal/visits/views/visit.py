"""The pages of technicians' passages: plan, read, move, cancel, note as done, print, put in a calendar."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fanal.accounts.policies.rights import annotate_permissions, require
from fanal.accounts.reading.calendars import closing_on
from fanal.core.errors import reasons_of_refusal
from fanal.core.http import already_submitted, get_or_404, paginate, remember_answer, render_page
from fanal.core.mail.departure import as_far_as_it_went
from fanal.core.stale import version_of
from fanal.helpdesk.reading.authority import authority_name
from fanal.visits.actions import visit as actions
from fanal.visits.actions.visit import MOVED
from fanal.visits.forms.visit import CancelVisitForm, PlanForm, ResultsForm
from fanal.visits.models import Visit
from fanal.visits.policies import visit as policies
from fanal.visits.reading.visit import calendar_file, counted, lines_of, to_choose, visits_of
from fanal.visits.rules.visit import VisitState, day_refusals, warnings, when

CANCELLED = "Passage annulé. L’équipe et les demandeurs seront prévenus."
CONCLUDED = "Passage noté. Chaque demandeur sera prévenu de ce qu’il en est."


@require_safe
def visit_list(request: HttpRequest, uai: str) -> HttpResponse:
    require(policies.plan_visit, request.actor, None)
    page = paginate(request, counted(visits_of(request.member)).to_come_first())
    context = {
        "page": page,
        "planned": [visit for visit in page if visit.state == VisitState.PLANNED],
        "past": [visit for visit in page if visit.state != VisitState.PLANNED],
    }
    return render_page(request, "visits/visit_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def visit_plan(request: HttpRequest, uai: str) -> HttpResponse:
    """GET ticks `?demande=`; POST plans, after its warnings were read when there are some."""
    require(policies.plan_visit, request.actor, None)
    if request.method != "POST":
        form = PlanForm(initial={"contact": request.member.school.access_hours})
        return _plan_page(request, form, _numbers(request.GET.getlist("demande")))
    form, chosen = PlanForm(request.POST), _numbers(request.POST.getlist("number"))
    sentences = _warnings_before(request, form)
    if sentences:
        return _plan_page(request, form, chosen, warnings=sentences, status=422)
    reasons: list[str] = []
    if form.is_valid():
        if seen := already_submitted(request):
            return redirect(seen)
        with reasons_of_refusal() as reasons:
            visit = actions.plan_visit(
                request.member.school, chosen, form.plan(), now=timezone.now(), by=request.actor
            )
            messages.success(request, as_far_as_it_went(_announced(visit, request.today)))
            return remember_answer(request, _page_of(visit))
    return _plan_page(request, form, chosen, reasons=reasons, status=422)


def _numbers(given: list[str]) -> list[int]:
    return [int(value) for value in given if value.isascii() and value.isdecimal() and len(value) < 10]


def _warnings_before(request: HttpRequest, form: PlanForm) -> list[str]:
    """What must be read before planning on that day; nothing once it was read for that very day."""
    if not form.is_valid() or form.is_confirmed:
        return []
    school, day = request.member.school, form.cleaned_data["day"]
    if day_refusals(day, today=request.today):
        return []  # the action says why
    sentences = warnings(day, closing=closing_on(school, day), zone=school.zone, region=school.region)
    if sentences:
        form.ask_again(day)
    return sentences


def _announced(visit: Visit, today: date) -> str:
    at = when(visit.day, visit.half, today=today)
    return f"Passage prévu le {at}. L’équipe et les demandeurs seront prévenus."


def _page_of(visit: Visit) -> str:
    return reverse("visits:visit_page", args=[visit.school.uai, visit.number])


def _plan_page(
    request: HttpRequest, form: PlanForm, chosen: list[int], *, status: int = 200, **extra: Any
) -> HttpResponse:
    school = request.member.school
    rows = to_choose(school)
    context = {"form": form, "rows": rows, "chosen": chosen, "authority": authority_name(school), **extra}
    return render_page(request, "visits/visit_plan.html", context, status=status)


def _visit_or_404(request: HttpRequest, number: int) -> Visit:
    return get_or_404(visits_of(request.member).select_related("school__authority"), number=number)


@require_safe
def visit_page(request: HttpRequest, uai: str, number: int) -> HttpResponse:
    return _page(request, _visit_or_404(request, number))


def _page(request: HttpRequest, visit: Visit, *, status: int = 200, **extra: Any) -> HttpResponse:
    lines = lines_of(visit)
    annotate_permissions([visit], policies.change_visit, to=request.actor)
    context = {
        "visit": visit,
        "lines": lines,
        "when": when(visit.day, visit.half, today=request.today),
        "authority": authority_name(visit.school),
        "is_time": visit.day <= request.today,
        "results": ResultsForm(lines=lines),
        "move_form": PlanForm(initial={"day": visit.day, "half": visit.half, "contact": visit.contact}),
        "cancel_form": CancelVisitForm(),
        "seen": request.POST.get("seen") or version_of(visit, MOVED),
        **extra,
    }
    return render_page(request, "visits/visit_page.html", context, status=status)


@require_POST
def visit_move(request: HttpRequest, uai: str, number: int) -> HttpResponse:
    visit, form = _visit_or_404(request, number), PlanForm(request.POST)
    if sentences := _warnings_before(request, form):
        return _page(request, visit, move_form=form, warnings=sentences, status=422)
    reasons: list[str] = []
    if form.is_valid():
        with reasons_of_refusal() as reasons:
            seen = request.POST.get("seen", "")
            actions.move_visit(visit, form.plan(), now=timezone.now(), by=request.actor, seen=seen)
            return redirect("visits:visit_page", uai, number)
    return _page(request, _visit_or_404(request, number), move_form=form, reasons=reasons, status=422)


@require_POST
def visit_cancel(request: HttpRequest, uai: str, number: int) -> HttpResponse:
    form = CancelVisitForm(request.POST)
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    with reasons_of_refusal() as reasons:
        actions.cancel_visit(_visit_or_404(request, number), reason, now=timezone.now(), by=request.actor)
        messages.success(request, as_far_as_it_went(CANCELLED))
        return redirect("visits:visit_list", uai)
    return _page(request, _visit_or_404(request, number), reasons=reasons, status=422)


@require_POST
def visit_conclude(request: HttpRequest, uai: str, number: int) -> HttpResponse:
    visit = _visit_or_404(request, number)
    form = ResultsForm(request.POST, lines=lines_of(visit))
    reasons: list[str] = []
    if form.is_valid():
        with reasons_of_refusal() as reasons:
            actions.conclude_visit(visit, form.results(), now=timezone.now(), by=request.actor)
            messages.success(request, as_far_as_it_went(CONCLUDED))
            return redirect("visits:visit_page", uai, number)
    return _page(request, _visit_or_404(request, number), results=form, reasons=reasons, status=422)


@require_safe
def visit_calendar(request: HttpRequest, uai: str, number: int) -> HttpResponse:
    """The passage as a file for any calendar."""
    visit = _visit_or_404(request, number)
    answer = HttpResponse(calendar_file(visit, lines_of(visit)), content_type="text/calendar; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="passage-{uai}-{visit.day:%Y-%m-%d}.ics"'
    return answer
