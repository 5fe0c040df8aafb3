"""The meetings: their list with its terms, one meeting, planned, moved, convened, opened, in a calendar."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fanal.accounts.models import School
from fanal.accounts.policies.rights import annotate_permissions, require
from fanal.accounts.reading.requests import SchoolRequest, at_moment, on_day
from fanal.accounts.reading.school_years import by_year
from fanal.commission.actions import convocation
from fanal.commission.actions import meeting as actions
from fanal.commission.forms.meeting import MeetingForm
from fanal.commission.models import Meeting
from fanal.commission.policies import meeting as policies
from fanal.commission.reading.convocation import calendar_file
from fanal.commission.reading.meeting import CommissionFigures, figures_of, meetings_of, next_meeting
from fanal.commission.views.meeting_page import MEETINGS, show_again, show_meeting, visible_meetings
from fanal.core.forms.stale import version_of
from fanal.core.http.answers import FORM, get_or_404, paginate
from fanal.core.mail.departure import as_far_as_it_went
from fanal.core.pages.form_page import SAVED, button_page, form_page
from fanal.core.pages.page import ChangePage, Page, Paged, render
from fanal.year.rules.years import SchoolYear

PLANNED = "La réunion est prévue. Personne n’est prévenu : composez l’ordre du jour, puis convoquez."
COMPLETED = "La convocation est écrite à qui ne l’avait pas reçue ; rien ne repart vers les autres."
CONVENED = "La convocation est écrite à chaque membre, avec l’ordre du jour et un fichier d’agenda."


@dataclass(frozen=True, kw_only=True)
class MeetingList(Page):
    """`coming`: the next one, which stands above the others; `figures`: for the team."""

    template = "commission/meeting_list.html"

    page: Paged
    coming: Meeting | None
    year: SchoolYear
    school: School
    figures: CommissionFigures | None


@by_year
@require_safe
def meeting_list(request: SchoolRequest, uai: str) -> HttpResponse:
    """The commission and the partners, together; the terms and the decisions, for the team."""
    require(policies.read_meetings, request.actor, None)
    member, year = request.member, request.school_year.year
    school = member.school
    annotate_permissions([school], policies.read_commission, policies.plan_meeting, to=request.actor)
    is_team = policies.read_commission(request.actor, None)
    coming, rows = next_meeting(member), meetings_of(member, year)
    meetings = MeetingList(
        page=paginate(request, rows.exclude(pk=coming.pk) if coming else rows),
        coming=coming,
        year=year,
        school=school,
        figures=figures_of(member, year, request.today) if is_team else None,
    )
    return render(request, meetings)


@dataclass(frozen=True, kw_only=True)
class MeetingFormPage(ChangePage):
    """`meeting`: the one that is changed."""

    template = "commission/meeting_form.html"

    title: str
    meeting: Meeting | None = None


@require_http_methods(FORM)
def meeting_add(request: SchoolRequest, uai: str) -> HttpResponse:
    school = request.member.school
    form = MeetingForm(request.POST or None, school=school, initial={"circle": "commission"})
    return form_page(
        request,
        MeetingFormPage(form=form, title="Prévoir une réunion"),
        lambda values: actions.plan_meeting(school, values, **on_day(request)),
        success=PLANNED,
        next_page=lambda meeting: MEETINGS.page_of(request, meeting),
        require=lambda: require(policies.plan_meeting, request.actor, None),
    )


@require_safe
def meeting_page(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    return show_meeting(request, MEETINGS.one(request, number), [])


@require_http_methods(FORM)
def meeting_change(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    meeting = MEETINGS.one(request, number)
    form = MeetingForm(request.POST or None, school=request.member.school, instance=meeting)
    del form.fields["circle"]
    seen = request.POST.get("seen") or version_of(meeting, actions.FIELDS)
    title = f"Modifier « {meeting.title} »"
    return form_page(
        request,
        MeetingFormPage(form=form, title=title, meeting=meeting, seen=seen),
        lambda values: actions.change_meeting(
            meeting, values, today=request.today, **at_moment(request), seen=seen
        ),
        success=lambda changed: _moved(meeting.sequence, changed.sequence),
        next_page=MEETINGS.page_of(request, meeting),
        require=lambda: require(policies.convene_meeting, request.actor, meeting),
    )


def _moved(before: int, after: int) -> str:
    """Whether the members are told depends on what changed."""
    if after > before:
        return as_far_as_it_went("C’est enregistré, et chaque membre recevra la nouvelle date.")
    return SAVED


meeting_cancel = MEETINGS.button(
    lambda request, meeting, keys: actions.cancel_meeting(meeting, **at_moment(request)),
    success="La réunion est annulée. Les membres convoqués sont prévenus.",
    leads_to_list=True,
)
meeting_hold = MEETINGS.button(
    lambda request, meeting, keys: actions.hold_meeting(meeting, **on_day(request)),
    success="La séance est ouverte : présents, texte, avis et suites s’écrivent ici.",
)
sitting_shut = MEETINGS.button(
    lambda request, meeting, keys: actions.shut_sitting(meeting, by=request.actor),
    success="La séance est refermée : la réunion se modifie et s’annule de nouveau.",
)


@require_POST
def meeting_convene(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    """What is said depends on whether everybody is written to, or only those who were not."""
    meeting = MEETINGS.one(request, number)
    before = meeting.sent_seal
    return button_page(
        request,
        lambda: convocation.convene_meeting(meeting, today=request.today, **at_moment(request)),
        success=lambda convened: as_far_as_it_went(CONVENED if convened.sent_seal != before else COMPLETED),
        next_page=MEETINGS.page_of(request, meeting),
        show=lambda reasons: show_again(request, meeting, reasons),
    )


@require_safe
def meeting_calendar(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    """The meeting as a file for any calendar."""
    meeting = get_or_404(visible_meetings(request), number=number)
    content = calendar_file(meeting, timezone.now())
    answer = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="reunion-{number}.ics"'
    return answer
