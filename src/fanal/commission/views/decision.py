"""The decisions: of one meeting, of all of them, and what became of each."""

from dataclasses import dataclass
from functools import partial

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fanal.accounts.policies.rights import annotate_permissions, require
from fanal.accounts.reading.requests import SchoolRequest, at_moment
from fanal.commission.actions import decision as actions
from fanal.commission.forms.meeting import MeetingDecisionForm, MeetingForms
from fanal.commission.models import Meeting, MeetingDecision
from fanal.commission.policies import meeting as policies
from fanal.commission.reading.meeting import TABS, DecisionLine, decision_lines, decisions_of
from fanal.commission.rules.decision import DecisionOutcome
from fanal.commission.views.meeting_page import MEETINGS, show_again
from fanal.core.http.addresses import address
from fanal.core.http.answers import FORM, get_or_404, paginate
from fanal.core.pages.filter_chips import FilterChip, tab_chips
from fanal.core.pages.form_page import SAVED, button_page, form_page
from fanal.core.pages.page import FormPage, Page, Paged, render

CLOSED = {DecisionOutcome.DONE: "C’est tenu.", DecisionOutcome.DROPPED: "C’est noté : non tenu."}


@dataclass(frozen=True, kw_only=True)
class MeetingDecisionList(Page):
    """`lines`: those of the page, each with how it stands."""

    template = "commission/decision_list.html"

    page: Paged
    lines: list[DecisionLine]
    chips: list[FilterChip]
    tab: str
    reasons: list[str]


@require_safe
def decision_list(request: SchoolRequest, uai: str) -> HttpResponse:
    require(policies.read_commission, request.actor, None)
    return _show_list(request, [])


def _show_list(request: SchoolRequest, reasons: list[str]) -> HttpResponse:
    member, today, asked = request.member, request.today, request.GET.get("vue", "")
    tab = asked if asked in TABS else ""
    page = paginate(request, decisions_of(member, tab, today).for_list())
    annotate_permissions(page, policies.close_decision, policies.read_commission, to=request.actor)
    counts = [decisions_of(member, code, today).count() for code in TABS]
    decisions = MeetingDecisionList(
        page=page,
        lines=decision_lines(page, today),
        chips=tab_chips(TABS, counts, tab),
        tab=tab,
        reasons=reasons,
    )
    return render(request, decisions)


def decision_or_404(request: SchoolRequest, pk: int, number: int | None = None) -> MeetingDecision:
    """A decision of a meeting that the reader may see; `number`: of that meeting alone."""
    school, seen = request.member.school, Meeting.objects.visible_to(request.member)
    meetings = seen if number is None else seen.filter(number=number)
    rows = MeetingDecision.objects.for_school(school).filter(meeting__in=meetings)
    decision: MeetingDecision = get_or_404(rows.select_related("meeting", "task", "owner"), pk=pk)
    decision.meeting.school = school
    return decision


def _close(request: SchoolRequest, pk: int, outcome: DecisionOutcome) -> HttpResponse:
    """From the list, or from the page of the meeting (`retour`)."""
    uai, back = request.member.school.uai, request.POST.get("retour", "")
    decision = decision_or_404(request, pk)
    is_list = back == "liste" and policies.read_commission(request.actor, None)
    page = (
        address("commission:decision_list", uai) if is_list else MEETINGS.page_of(request, decision.meeting)
    )
    close = partial(actions.close_decision, decision, outcome, today=request.today)
    show = partial(_show_list, request) if is_list else partial(show_again, request, decision.meeting)
    return button_page(
        request, lambda: close(**at_moment(request)), success=CLOSED[outcome], next_page=page, show=show
    )


@require_POST
def decision_done(request: SchoolRequest, uai: str, meeting_decision: int) -> HttpResponse:
    return _close(request, meeting_decision, DecisionOutcome.DONE)


@require_POST
def decision_dropped(request: SchoolRequest, uai: str, meeting_decision: int) -> HttpResponse:
    return _close(request, meeting_decision, DecisionOutcome.DROPPED)


@require_POST
def decision_add(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    meeting = MEETINGS.one(request, number)
    form = MeetingDecisionForm(
        request.POST,
        school=request.member.school,
        has_partner=meeting.has_partner,
        auto_id="decision_%s",
    )
    return form_page(
        request,
        form,
        lambda values: actions.add_decision(meeting, values, by=request.actor),
        success="",
        next_page=MEETINGS.page_of(request, meeting),
        require=lambda: require(policies.write_minutes, request.actor, meeting),
        show=lambda reasons: show_again(request, meeting, reasons, MeetingForms(decision=form)),
    )


@dataclass(frozen=True, kw_only=True)
class DecisionFormPage(FormPage):
    template = "commission/decision_form.html"

    meeting: Meeting


@require_http_methods(FORM)
def decision_change(request: SchoolRequest, uai: str, number: int, meeting_decision: int) -> HttpResponse:
    decision = decision_or_404(request, meeting_decision, number)
    form = MeetingDecisionForm(
        request.POST or None,
        school=request.member.school,
        has_partner=decision.meeting.has_partner,
        instance=decision,
    )
    return form_page(
        request,
        DecisionFormPage(form=form, meeting=decision.meeting),
        lambda values: actions.change_decision(decision, values, by=request.actor),
        success=SAVED,
        next_page=MEETINGS.page_of(request, decision.meeting),
        require=lambda: require(policies.write_minutes, request.actor, decision.meeting),
    )


def _remove(request: SchoolRequest, meeting: Meeting, keys: dict[str, int]) -> None:
    decision = decision_or_404(request, keys["meeting_decision"], meeting.number)
    actions.remove_decision(decision, by=request.actor)


decision_remove = MEETINGS.button(_remove, success="C’est retiré.")
