"""The minutes of a meeting: presences, what is said under each point, approved, published, corrected."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.views.decorators.http import require_POST, require_safe

from fanal.accounts.policies.rights import require
from fanal.accounts.reading.requests import SchoolRequest, at_moment
from fanal.commission.actions import approval
from fanal.commission.actions import minutes as actions
from fanal.commission.forms.meeting import (
    CorrectionForm,
    MeetingForms,
    MinutesForm,
    PresencesForm,
    PublicationForm,
)
from fanal.commission.models import AgendaItem, Meeting
from fanal.commission.policies import meeting as policies
from fanal.commission.reading.meeting import parts_of_meeting, reads_minutes
from fanal.commission.reading.paper import minutes_pdf
from fanal.commission.views.agenda import item_of
from fanal.commission.views.meeting_page import (
    MEETINGS,
    MinutesPoint,
    UnsavedText,
    show_again,
    show_meeting,
    visible_meetings,
)
from fanal.core.errors import NotAllowed, reasons_of_refusal
from fanal.core.http.answers import attached_pdf, get_or_404
from fanal.core.pages.form_page import button_page, form_page, keeping_words
from fanal.core.pages.page import Page, render

PUBLISHED = "Le compte rendu est publié. Les membres sont prévenus par courriel."
MOST_SHOWN_AGAIN = 6000  # signs


@require_POST
def minutes_write(request: SchoolRequest, uai: str, number: int, agenda_item: int) -> HttpResponse:
    """Save what is typed: as one writes with htmx, which replaces a line of state; or by the button."""
    item = item_of(MEETINGS.one(request, number), agenda_item)
    back = MEETINGS.page_of(request, item.meeting)
    form, seen = MinutesForm(request.POST, school=request.member.school), request.POST.get("seen", "")
    with keeping_words(form, back):  # what is refused shows the text as it is
        require(policies.write_minutes, request.actor, item.meeting)
    reasons = [str(error) for errors in form.errors.values() for error in errors]
    if form.is_valid():
        with reasons_of_refusal() as reasons, keeping_words(form, back):
            text = form.cleaned_data["minutes"]
            item = actions.write_minutes(item, text, seen=seen, **at_moment(request))
    if request.htmx:
        return _state(request, item, reasons)
    if reasons:
        return _refused(request, item, form, reasons)
    return button_page(request, lambda: None, success="C’est enregistré.", next_page=back)


@dataclass(frozen=True, kw_only=True)
class MinutesState(Page):
    """The line under the text: saved at that hour; or the other's words, and from where one goes on."""

    template = "commission/minutes.html#saved"

    point: MinutesPoint


def _state(request: SchoolRequest, item: AgendaItem, reasons: list[str]) -> HttpResponse:
    if reasons:
        item.refresh_from_db(fields=["minutes", "minutes_by", "minutes_at"])
    point = MinutesPoint(item, None, actions.version_of_minutes(item), reasons)
    return render(request, MinutesState(point=point))


def _refused(request: SchoolRequest, item: AgendaItem, form: MinutesForm, reasons: list[str]) -> HttpResponse:
    """Without htmx: what was typed stands under its point, beside the other's words."""
    item.refresh_from_db(fields=["minutes", "minutes_by", "minutes_at"])
    unsaved = UnsavedText(item, form.data.get("minutes", "")[:MOST_SHOWN_AGAIN])
    meeting = MEETINGS.one(request, item.meeting.number)
    return show_meeting(request, meeting, reasons, unsaved=unsaved)


@require_POST
def presences_write(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    meeting = MEETINGS.one(request, number)
    members = [] if meeting.frozen else parts_of_meeting(meeting).members  # those of old minutes are names
    form = PresencesForm(request.POST, school=request.member.school, members=members, shown={})
    return form_page(
        request,
        form,
        lambda _: actions.record_presences(meeting, form.attended(), shown=form.shown, by=request.actor),
        success="Les présences sont notées.",
        next_page=MEETINGS.page_of(request, meeting),
        require=lambda: require(policies.write_minutes, request.actor, meeting),
        show=lambda reasons: show_again(request, meeting, reasons, _presences(meeting, form, reasons)),
    )


def _presences(meeting: Meeting, form: PresencesForm, reasons: list[str]) -> MeetingForms:
    """What was sent; where it was refused, over what is noted now."""
    return MeetingForms(presences=form.over(parts_of_meeting(meeting).attended) if reasons else form)


minutes_approve = MEETINGS.button(
    lambda request, meeting, keys: approval.approve_minutes(meeting, **at_moment(request)),
    success="Le compte rendu est approuvé : il ne change plus. Ses suites sont des tâches de l’année.",
)


@require_POST
def minutes_publish(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    meeting = MEETINGS.one(request, number)
    form = PublicationForm(request.POST, school=request.member.school)
    return form_page(
        request,
        form,
        lambda values: approval.publish_minutes(meeting, **values, **at_moment(request)),
        success=PUBLISHED,
        next_page=MEETINGS.page_of(request, meeting),
        require=lambda: require(policies.publish_minutes, request.actor, meeting),
        show=lambda reasons: show_again(request, meeting, reasons, MeetingForms(publication=form)),
    )


@require_POST
def minutes_correct(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    meeting = MEETINGS.one(request, number)
    form = CorrectionForm(request.POST, school=request.member.school)
    return form_page(
        request,
        form,
        lambda values: actions.correct_minutes(meeting, **values, **at_moment(request)),
        success="La rectification est ajoutée sous le compte rendu.",
        next_page=MEETINGS.page_of(request, meeting),
        require=lambda: require(policies.correct_minutes, request.actor, meeting),
        show=lambda reasons: show_again(request, meeting, reasons, MeetingForms(correction=form)),
    )


@require_safe
def minutes_file(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    meeting = get_or_404(visible_meetings(request), number=number)
    if not reads_minutes(request.member, meeting):
        raise NotAllowed("Ce compte rendu n’est pas encore publié.")
    return attached_pdf(minutes_pdf(meeting), f"compte-rendu-{uai}-{number}")
