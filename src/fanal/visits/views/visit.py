"""The pages of technicians' passages: plan, read, move, cancel, note as done, print, put in a calendar."""

from dataclasses import dataclass
from datetime import date

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fanal.accounts.policies.rights import annotate_permissions, require
from fanal.accounts.reading.requests import SchoolRequest
from fanal.core.forms.stale import version_of
from fanal.core.http.addresses import address
from fanal.core.http.answers import FORM, get_or_404, paginate
from fanal.core.mail.departure import as_far_as_it_went
from fanal.core.pages.form_page import form_page
from fanal.core.pages.page import ChangePage, FormPage, Page, Paged, render
from fanal.helpdesk.models import HelpRequest
from fanal.helpdesk.reading.authority import authority_name
from fanal.helpdesk.rules.wording import AuthorityName
from fanal.visits.actions import visit as actions
from fanal.visits.actions.visit import MOVED
from fanal.visits.forms.visit import CancelVisitForm, PlanForm, ResultsForm
from fanal.visits.models import Visit, VisitLine
from fanal.visits.policies import visit as policies
from fanal.visits.reading.visit import calendar_file, counted, lines_of, to_choose, visits_of
from fanal.visits.rules.visit import VisitState, when

CANCELLED = "Passage annulé. L’équipe et les demandeurs seront prévenus."
CONCLUDED = "Passage noté. Chaque demandeur sera prévenu de ce qu’il en est."


@dataclass(frozen=True, kw_only=True)
class VisitList(Page):
    template = "visits/visit_list.html"

    page: Paged
    planned: list[Visit]
    past: list[Visit]


@require_safe
def visit_list(request: SchoolRequest, uai: str) -> HttpResponse:
    require(policies.plan_visit, request.actor, None)
    page = paginate(request, counted(visits_of(request.member)).to_come_first())
    planned = [visit for visit in page if visit.state == VisitState.PLANNED]
    past = [visit for visit in page if visit.state != VisitState.PLANNED]
    return render(request, VisitList(page=page, planned=planned, past=past))


@dataclass(frozen=True, kw_only=True)
class VisitPlan(FormPage):
    template = "visits/visit_plan.html"

    rows: list[HelpRequest]
    ticked: list[int]
    authority: AuthorityName


@require_http_methods(FORM)
def visit_plan(request: SchoolRequest, uai: str) -> HttpResponse:
    """GET ticks `?demande=`; POST plans, after its warnings were read when there are some."""
    school, today = request.member.school, request.today
    form = PlanForm(
        request.POST or None, school=school, today=today, initial={"contact": school.access_hours}
    )
    ticked = _numbers(request.POST.getlist("number") or request.GET.getlist("demande"))

    def show(reasons: list[str]) -> VisitPlan:
        rows, authority = to_choose(school), authority_name(school)
        return VisitPlan(form=form, reasons=reasons, rows=rows, ticked=ticked, authority=authority)

    return form_page(
        request,
        form,
        lambda values: actions.plan_visit(school, ticked, values, now=timezone.now(), by=request.actor),
        success=lambda visit: as_far_as_it_went(_announced(visit, today)),
        next_page=lambda visit: address("visits:visit_page", uai, visit.number),
        require=lambda: require(policies.plan_visit, request.actor, None),
        show=show,
    )


def _announced(visit: Visit, today: date) -> str:
    at = when(visit.day, visit.half, today=today)
    return f"Passage prévu le {at}. L’équipe et les demandeurs seront prévenus."


def _numbers(values: list[str]) -> list[int]:
    return [int(value) for value in values if value.isascii() and value.isdecimal() and len(value) < 10]


@dataclass(frozen=True, kw_only=True)
class VisitPage(ChangePage):
    """One passage; `form` moves it, and the two others end it."""

    template = "visits/visit_page.html"

    visit: Visit
    lines: list[VisitLine]
    when: str
    authority: AuthorityName
    is_time: bool
    results: ResultsForm
    cancel_form: CancelVisitForm

    def is_refused(self) -> bool:
        return super().is_refused() or self.results.is_bound or self.cancel_form.is_bound


def _visit(request: SchoolRequest, number: int) -> Visit:
    rows = visits_of(request.member).select_related("school__authority")
    visit: Visit = get_or_404(rows, number=number)
    return visit


@require_safe
def visit_page(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    return render(request, _page(request, number, []))


def _page(
    request: SchoolRequest,
    number: int,
    reasons: list[str],
    *,
    move_form: PlanForm | None = None,
    cancel_form: CancelVisitForm | None = None,
    results: ResultsForm | None = None,
) -> VisitPage:
    """The passage as it is now, with the form that was refused in place of an empty one."""
    visit = _visit(request, number)
    lines = lines_of(visit)
    annotate_permissions([visit], policies.change_visit, to=request.actor)
    return VisitPage(
        visit=visit,
        lines=lines,
        when=when(visit.day, visit.half, today=request.today),
        authority=authority_name(visit.school),
        is_time=visit.day <= request.today,
        form=move_form or PlanForm(school=visit.school, instance=visit),
        cancel_form=cancel_form or CancelVisitForm(),
        results=results or ResultsForm(lines=lines),
        seen=request.POST.get("seen") or version_of(visit, MOVED),
        reasons=reasons,
    )


@require_POST
def visit_move(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    visit, seen = _visit(request, number), request.POST.get("seen", "")
    form = PlanForm(request.POST, school=visit.school, today=request.today, instance=visit)
    return form_page(
        request,
        form,
        lambda values: actions.move_visit(visit, values, now=timezone.now(), by=request.actor, seen=seen),
        require=lambda: require(policies.change_visit, request.actor, visit),
        success="",
        next_page=address("visits:visit_page", uai, number),
        show=lambda reasons: _page(request, number, reasons, move_form=form),
    )


@require_POST
def visit_cancel(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    visit, form = _visit(request, number), CancelVisitForm(request.POST)
    return form_page(
        request,
        form,
        lambda values: actions.cancel_visit(visit, **values, now=timezone.now(), by=request.actor),
        require=lambda: require(policies.change_visit, request.actor, visit),
        success=lambda _: as_far_as_it_went(CANCELLED),
        next_page=address("visits:visit_list", uai),
        show=lambda reasons: _page(request, number, reasons, cancel_form=form),
    )


@require_POST
def visit_conclude(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    visit = _visit(request, number)
    form = ResultsForm(request.POST, lines=lines_of(visit))
    return form_page(
        request,
        form,
        lambda _: actions.conclude_visit(visit, form.results(), now=timezone.now(), by=request.actor),
        require=lambda: require(policies.change_visit, request.actor, visit),
        success=lambda _: as_far_as_it_went(CONCLUDED),
        next_page=address("visits:visit_page", uai, number),
        show=lambda reasons: _page(request, number, reasons, results=form),
    )


@require_safe
def visit_calendar(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    """The passage as a file for any calendar."""
    visit = _visit(request, number)
    answer = HttpResponse(calendar_file(visit, lines_of(visit)), content_type="text/calendar; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="passage-{uai}-{visit.day:%Y-%m-%d}.ics"'
    return answer
