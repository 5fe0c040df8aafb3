"""The decisions: of one meeting, of all of them, and what became of each."""

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fanal.accounts.policies.rights import annotate_permissions, require
from fanal.accounts.reading.requests import SchoolRequest, at_moment
from fanal.commission.actions import approval
from fanal.commission.actions import minutes as actions
from fanal.commission.forms.meeting import MeetingDecisionForm
from fanal.commission.models import Meeting, MeetingDecision
from fanal.commission.policies import meeting as policies
from fanal.commission.reading.meeting import TABS, decisions_of
from fanal.commission.rules.decision import DecisionOutcome
from fanal.commission.views.shown import meeting_or_404, meeting_url, show_meeting
from fanal.core.addresses import address
from fanal.core.filter_chips import tab_chips
from fanal.core.form_page import SAVED, button_page, form_page
from fanal.core.http import FORM, get_or_404, paginate, render_page

SAID = {DecisionOutcome.DONE: "C’est tenu.", DecisionOutcome.DROPPED: "C’est noté : non tenu."}


@require_safe
def decision_list(request: SchoolRequest, uai: str) -> HttpResponse:
    require(policies.read_commission, request.actor, None)
    return _show_list(request, [])


def _show_list(request: SchoolRequest, reasons: list[str]) -> HttpResponse:
    member, today, asked = request.member, request.today, request.GET.get("vue", "")
    tab = asked if asked in TABS else ""
    page = paginate(request, decisions_of(member, tab, today).for_list())
    row: Any
    for row in page:
        row.words, row.tone = row.state_on(today)
    annotate_permissions(page, policies.close_decision, to=request.actor)
    chips = tab_chips(TABS, [decisions_of(member, code, today).count() for code in TABS], tab)
    context = {"page": page, "chips": chips, "tab": tab, "reasons": reasons}
    return render_page(request, "commission/decision_list.html", context)


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
    page = address("commission:decision_list", uai) if is_list else meeting_url(uai, decision.meeting.number)
    close = partial(approval.close_decision, decision, outcome, today=request.today)
    show = partial(_show_list, request) if is_list else partial(show_meeting, request, decision.meeting)
    return button_page(
        request, lambda: close(**at_moment(request)), success=SAID[outcome], next_page=page, show=show
    )


@require_POST
def decision_done(request: SchoolRequest, uai: str, meeting_decision: int) -> HttpResponse:
    return _close(request, meeting_decision, DecisionOutcome.DONE)


@require_POST
def decision_dropped(request: SchoolRequest, uai: str, meeting_decision: int) -> HttpResponse:
    return _close(request, meeting_decision, DecisionOutcome.DROPPED)


@require_POST
def decision_add(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    meeting = meeting_or_404(request, number)
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
        next_page=meeting_url(uai, number),
        require=lambda: require(policies.write_minutes, request.actor, meeting),
        show=lambda reasons: show_meeting(
            request, meeting_or_404(request, number), reasons, decision_form=form
        ),
    )


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
        form,
        lambda values: actions.change_decision(decision, values, by=request.actor),
        template="commission/decision_form.html",
        success=SAVED,
        next_page=meeting_url(uai, number),
        context={"meeting": decision.meeting},
        require=lambda: require(policies.write_minutes, request.actor, decision.meeting),
    )


@require_POST
def decision_remove(request: SchoolRequest, uai: str, number: int, meeting_decision: int) -> HttpResponse:
    def remove() -> None:
        actions.remove_decision(decision_or_404(request, meeting_decision, number), by=request.actor)

    return button_page(
        request, remove, success="La décision est retirée.", next_page=meeting_url(uai, number)
    )
