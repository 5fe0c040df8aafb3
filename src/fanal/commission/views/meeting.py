"""The meetings: their list with its terms, one meeting, planned, moved, convened, opened, in a calendar."""

from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fanal.accounts.policies.rights import require
from fanal.accounts.reading.requests import SchoolRequest, at_moment, on_day
from fanal.accounts.reading.school_years import by_year
from fanal.commission.actions import convocation
from fanal.commission.actions import meeting as actions
from fanal.commission.forms.meeting import MeetingForm
from fanal.commission.models import MeetingDecision
from fanal.commission.policies import meeting as policies
from fanal.commission.reading.convocation import calendar_file
from fanal.commission.reading.meeting import meetings_of, next_meeting, terms_of_year
from fanal.commission.views.shown import meeting_or_404, meeting_url, show_meeting
from fanal.core.addresses import address
from fanal.core.form_page import SAVED, button_page, form_page
from fanal.core.http import FORM, paginate, render_page
from fanal.core.mail.departure import as_far_as_it_went
from fanal.core.stale import version_of

PLANNED = "La réunion est prévue. Personne n’est prévenu : composez l’ordre du jour, puis convoquez."
COMPLETED = "La convocation est écrite à qui ne l’avait pas reçue ; rien ne repart vers les autres."
CONVENED = "La convocation est écrite à chaque membre, avec l’ordre du jour et un fichier d’agenda."


@by_year
@require_safe
def meeting_list(request: SchoolRequest, uai: str) -> HttpResponse:
    """The commission and the partners, together; the terms and the decisions, for the team."""
    require(policies.read_meetings, request.actor, None)
    member, year = request.member, request.school_year.year
    coming, rows = next_meeting(member), meetings_of(member, year)
    context: dict[str, Any] = {
        "page": paginate(request, rows.exclude(pk=coming.pk) if coming else rows),
        "next": coming,
        "year": year,
        "can_plan": policies.plan_meeting(request.actor, None),
    }
    if policies.read_commission(request.actor, None):
        decisions: Any = MeetingDecision.objects.for_school(member.school)
        context |= {
            "is_team": True,
            "terms": terms_of_year(member, year, request.today),
            "late": decisions.late(request.today).count(),
            "open": decisions.still_open().count(),
        }
    return render_page(request, "commission/meeting_list.html", context)


@require_http_methods(FORM)
def meeting_add(request: SchoolRequest, uai: str) -> HttpResponse:
    school = request.member.school
    form = MeetingForm(request.POST or None, school=school, initial={"circle": "commission"})
    return form_page(
        request,
        form,
        lambda values: actions.plan_meeting(school, values, **on_day(request)),
        template="commission/meeting_form.html",
        success=PLANNED,
        next_page=lambda meeting: meeting_url(uai, meeting.number),
        context={"title": "Prévoir une réunion"},
        require=lambda: require(policies.plan_meeting, request.actor, None),
    )


@require_safe
def meeting_page(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    return show_meeting(request, meeting_or_404(request, number), [])


@require_http_methods(FORM)
def meeting_change(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    meeting = meeting_or_404(request, number)
    form = MeetingForm(request.POST or None, school=request.member.school, instance=meeting)
    del form.fields["circle"]
    seen = request.POST.get("seen") or version_of(meeting, actions.FIELDS)
    return form_page(
        request,
        form,
        lambda values: actions.change_meeting(
            meeting, values, today=request.today, **at_moment(request), seen=seen
        ),
        template="commission/meeting_form.html",
        success=lambda changed: _moved(meeting.sequence, changed.sequence),
        next_page=meeting_url(uai, number),
        context={"title": f"Modifier « {meeting.title} »", "meeting": meeting, "seen": seen},
        require=lambda: require(policies.convene_meeting, request.actor, meeting),
    )


def _moved(before: int, after: int) -> str:
    """Whether the members are told depends on what changed."""
    return (
        as_far_as_it_went("C’est enregistré, et chaque membre recevra la nouvelle date.")
        if after > before
        else SAVED
    )


@require_POST
def meeting_cancel(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    meeting = meeting_or_404(request, number)
    return button_page(
        request,
        lambda: actions.cancel_meeting(meeting, **at_moment(request)),
        success="La réunion est annulée. Les membres convoqués sont prévenus.",
        next_page=address("commission:meeting_list", uai),
        show=lambda reasons: show_meeting(request, meeting_or_404(request, number), reasons),
    )


@require_POST
def meeting_convene(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    meeting = meeting_or_404(request, number)
    before = meeting.sent_seal
    return button_page(
        request,
        lambda: convocation.convene_meeting(meeting, today=request.today, **at_moment(request)),
        success=lambda made: as_far_as_it_went(CONVENED if made.sent_seal != before else COMPLETED),
        next_page=meeting_url(uai, number),
        show=lambda reasons: show_meeting(request, meeting_or_404(request, number), reasons),
    )


@require_POST
def meeting_hold(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    meeting = meeting_or_404(request, number)
    return button_page(
        request,
        lambda: actions.hold_meeting(meeting, **on_day(request)),
        success="La séance est ouverte : présents, texte et décisions s’écrivent ici.",
        next_page=meeting_url(uai, number),
        show=lambda reasons: show_meeting(request, meeting_or_404(request, number), reasons),
    )


@require_POST
def sitting_shut(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    meeting = meeting_or_404(request, number)
    return button_page(
        request,
        lambda: actions.shut_sitting(meeting, by=request.actor),
        success="La séance est refermée : la réunion se modifie et s’annule de nouveau.",
        next_page=meeting_url(uai, number),
        show=lambda reasons: show_meeting(request, meeting_or_404(request, number), reasons),
    )


@require_safe
def meeting_calendar(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    """The meeting as a file for any calendar."""
    meeting = meeting_or_404(request, number)
    content = calendar_file(meeting, timezone.now())
    answer = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="reunion-{number}.ics"'
    return answer
