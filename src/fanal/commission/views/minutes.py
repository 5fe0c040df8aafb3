"""The minutes of a meeting: presences, what is said under each point, approved, published, corrected."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from fanal.accounts.policies.rights import require
from fanal.accounts.reading.requests import SchoolRequest, at_moment
from fanal.commission.actions import approval
from fanal.commission.actions import minutes as actions
from fanal.commission.forms.meeting import CorrectionForm, MinutesForm, PresencesForm, PublicationForm
from fanal.commission.models import AgendaItem
from fanal.commission.policies import meeting as policies
from fanal.commission.reading.meeting import page_of_meeting, reads_minutes
from fanal.commission.reading.paper import minutes_pdf
from fanal.commission.views.agenda import item_or_404
from fanal.commission.views.shown import meeting_or_404, meeting_url, show_meeting
from fanal.core.errors import NotAllowed, reasons_of_refusal
from fanal.core.form_page import button_page, form_page, keeping_words
from fanal.core.http import attached_pdf

PUBLISHED = "Le compte rendu est publié. Les membres sont prévenus par courriel."


@require_POST
def minutes_write(request: SchoolRequest, uai: str, number: int, agenda_item: int) -> HttpResponse:
    """Save what is typed: as one writes with htmx, which replaces a line of state; or by the button."""
    item = item_or_404(request, number, agenda_item)
    form, seen = MinutesForm(request.POST, school=request.member.school), request.POST.get("seen", "")
    with keeping_words(form, meeting_url(uai, number)):
        require(
            policies.write_minutes, request.actor, item.meeting
        )  # what is refused shows the text as it is
    reasons = [str(error) for errors in form.errors.values() for error in errors]
    if form.is_valid():
        with reasons_of_refusal() as reasons, keeping_words(form, meeting_url(uai, number)):
            text = form.cleaned_data["minutes"]
            item = actions.write_minutes(item, text, seen=seen, **at_moment(request))
    if request.htmx:
        return _state(request, item, reasons)
    if reasons:
        return _refused(request, number, item, form, reasons)
    return button_page(request, lambda: None, success="C’est enregistré.", next_page=meeting_url(uai, number))


def _state(request: SchoolRequest, item: AgendaItem, reasons: list[str]) -> HttpResponse:
    """The line under the text: saved at that hour; or the other's words, and from where one goes on."""
    if reasons:
        item.refresh_from_db(fields=["minutes", "minutes_by", "minutes_at"])
    context = {
        "item": item,
        "number": item.meeting.number,
        "seen": actions.version_of_minutes(item),
        "refused": reasons,
    }
    return render(request, "commission/minutes.html#saved", context)


def _refused(
    request: SchoolRequest, number: int, item: AgendaItem, form: MinutesForm, reasons: list[str]
) -> HttpResponse:
    """Without htmx: what was typed stands under its point, beside the other's words."""
    item.refresh_from_db(fields=["minutes", "minutes_by", "minutes_at"])
    more = {"typed": form.data.get("minutes", "")[:6000], "typed_item": item}
    return show_meeting(request, meeting_or_404(request, number), reasons, **more)


@require_POST
def presences_write(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    meeting = meeting_or_404(request, number)
    members = [] if meeting.frozen else page_of_meeting(meeting).members  # those of old minutes are names
    form = PresencesForm(request.POST, school=request.member.school, members=members, shown={})
    return form_page(
        request,
        form,
        lambda _: actions.record_presences(meeting, form.attended(), shown=form.shown, by=request.actor),
        success="Les présences sont notées.",
        next_page=meeting_url(uai, number),
        require=lambda: require(policies.write_minutes, request.actor, meeting),
        show=lambda reasons: show_meeting(
            request,
            meeting_or_404(request, number),
            reasons,
            presences_form=form.over(page_of_meeting(meeting).attended) if reasons else form,
        ),
    )


@require_POST
def minutes_approve(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    meeting = meeting_or_404(request, number)
    return button_page(
        request,
        lambda: approval.approve_minutes(meeting, **at_moment(request)),
        success="Le compte rendu est approuvé : il ne change plus. Ses décisions sont des tâches de l’année.",
        next_page=meeting_url(uai, number),
        show=lambda reasons: show_meeting(request, meeting_or_404(request, number), reasons),
    )


@require_POST
def minutes_publish(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    meeting, form = (
        meeting_or_404(request, number),
        PublicationForm(request.POST, school=request.member.school),
    )
    return form_page(
        request,
        form,
        lambda values: approval.publish_minutes(meeting, **values, **at_moment(request)),
        success=PUBLISHED,
        next_page=meeting_url(uai, number),
        show=lambda reasons: show_meeting(
            request, meeting_or_404(request, number), reasons, publication_form=form
        ),
    )


@require_POST
def minutes_correct(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    meeting, form = (
        meeting_or_404(request, number),
        CorrectionForm(request.POST, school=request.member.school),
    )
    return form_page(
        request,
        form,
        lambda values: actions.correct_minutes(meeting, **values, **at_moment(request)),
        success="La rectification est ajoutée sous le compte rendu.",
        next_page=meeting_url(uai, number),
        require=lambda: require(policies.correct_minutes, request.actor, meeting),
        show=lambda reasons: show_meeting(
            request, meeting_or_404(request, number), reasons, correction_form=form
        ),
    )


@require_safe
def minutes_file(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    meeting = meeting_or_404(request, number)
    if not reads_minutes(request.member, meeting):
        raise NotAllowed("Ce compte rendu n’est pas encore publié.")
    return attached_pdf(minutes_pdf(meeting), f"compte-rendu-{uai}-{number}")
