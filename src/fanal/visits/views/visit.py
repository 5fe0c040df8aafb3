"""The pages of technicians' passages: plan, read, move, cancel, note as done, print, put in a calendar."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django import forms
from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fanal.accounts.policies.rights import annotate_permissions, require
from fanal.accounts.reading.requests import SchoolRequest
from fanal.core.addresses import address
from fanal.core.form_page import form_page
from fanal.core.http import FORM, get_or_404, paginate, render_page
from fanal.core.mail.departure import as_far_as_it_went
from fanal.core.stale import version_of
from fanal.helpdesk.reading.authority import authority_name
from fanal.visits.actions import visit as actions
from fanal.visits.actions.visit import MOVED
from fanal.visits.forms.visit import CancelVisitForm, PlanForm, ResultsForm
from fanal.visits.models import Visit
from fanal.visits.policies import visit as policies
from fanal.visits.reading.visit import calendar_file, counted, lines_of, to_choose, visits_of
from fanal.visits.rules.visit import VisitState, when

PAGE = "visits/visit_page.html"
CANCELLED = "Passage annulé. L’équipe et les demandeurs seront prévenus."
CONCLUDED = "Passage noté. Chaque demandeur sera prévenu de ce qu’il en est."


@require_safe
def visit_list(request: SchoolRequest, uai: str) -> HttpResponse:
    require(policies.plan_visit, request.actor, None)
    page = paginate(request, counted(visits_of(request.member)).to_come_first())
    context = {
        "page": page,
        "planned": [visit for visit in page if visit.state == VisitState.PLANNED],
        "past": [visit for visit in page if visit.state != VisitState.PLANNED],
    }
    return render_page(request, "visits/visit_list.html", context)


@require_http_methods(FORM)
def visit_plan(request: SchoolRequest, uai: str) -> HttpResponse:
    """GET ticks `?demande=`; POST plans, after its warnings were read when there are some."""
    school, today = request.member.school, request.today
    start = {"contact": school.access_hours}
    chosen = _numbers(request.POST.getlist("number") or request.GET.getlist("demande"))

    def plan(values: dict[str, Any]) -> Visit:
        return actions.plan_visit(school, chosen, values, now=timezone.now(), by=request.actor)

    return form_page(
        request,
        PlanForm(request.POST or None, school=school, today=today, initial=start),
        plan,
        template="visits/visit_plan.html",
        success=lambda visit: as_far_as_it_went(_announced(visit, today)),
        next_page=lambda visit: address("visits:visit_page", uai, visit.number),
        context=lambda: {
            "rows": to_choose(school),
            "chosen": chosen,
            "authority": authority_name(school),
        },
        require=lambda: require(policies.plan_visit, request.actor, None),
    )


def _announced(visit: Visit, today: date) -> str:
    at = when(visit.day, visit.half, today=today)
    return f"Passage prévu le {at}. L’équipe et les demandeurs seront prévenus."


def _numbers(given: list[str]) -> list[int]:
    return [int(value) for value in given if value.isascii() and value.isdecimal() and len(value) < 10]


def _visit_or_404(request: SchoolRequest, number: int) -> Visit:
    return get_or_404(visits_of(request.member).select_related("school__authority"), number=number)


@require_safe
def visit_page(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    return render_page(request, PAGE, _page(request, _visit_or_404(request, number)))


def _page(request: SchoolRequest, visit: Visit, **more: Any) -> dict[str, Any]:
    """What the page of a passage shows, with the form that was refused in place of an empty one."""
    lines, school = lines_of(visit), visit.school
    annotate_permissions([visit], policies.change_visit, to=request.actor)
    return {
        "visit": visit,
        "lines": lines,
        "when": when(visit.day, visit.half, today=request.today),
        "authority": authority_name(school),
        "is_time": visit.day <= request.today,
        "results": ResultsForm(lines=lines),
        "move_form": PlanForm(school=school, instance=visit),
        "cancel_form": CancelVisitForm(),
        "seen": request.POST.get("seen") or version_of(visit, MOVED),
        **more,
    }


def _change(
    request: SchoolRequest,
    visit: Visit,
    form_name: str,
    form: forms.BaseForm,
    save: Callable[[dict[str, Any]], object],
    *,
    success: str,
    next_page: str,
) -> HttpResponse:
    """A form of the page of a passage, which shows the passage as it is now when it is refused."""
    return form_page(
        request,
        form,
        save,
        template=PAGE,
        success=lambda _: as_far_as_it_went(success) if success else "",
        next_page=next_page,
        context=lambda: _page(request, _visit_or_404(request, visit.number), **{form_name: form}),
    )


@require_POST
def visit_move(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    visit, seen = _visit_or_404(request, number), request.POST.get("seen", "")
    return _change(
        request,
        visit,
        "move_form",
        PlanForm(request.POST, school=visit.school, today=request.today, instance=visit),
        lambda values: actions.move_visit(visit, values, now=timezone.now(), by=request.actor, seen=seen),
        success="",
        next_page=address("visits:visit_page", uai, number),
    )


@require_POST
def visit_cancel(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    visit = _visit_or_404(request, number)
    return _change(
        request,
        visit,
        "cancel_form",
        CancelVisitForm(request.POST),
        lambda values: actions.cancel_visit(visit, **values, now=timezone.now(), by=request.actor),
        success=CANCELLED,
        next_page=address("visits:visit_list", uai),
    )


@require_POST
def visit_conclude(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    visit = _visit_or_404(request, number)
    form = ResultsForm(request.POST, lines=lines_of(visit))
    return _change(
        request,
        visit,
        "results",
        form,
        lambda _: actions.conclude_visit(visit, form.results(), now=timezone.now(), by=request.actor),
        success=CONCLUDED,
        next_page=address("visits:visit_page", uai, number),
    )


@require_safe
def visit_calendar(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    """The passage as a file for any calendar."""
    visit = _visit_or_404(request, number)
    answer = HttpResponse(calendar_file(visit, lines_of(visit)), content_type="text/calendar; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="passage-{uai}-{visit.day:%Y-%m-%d}.ics"'
    return answer
