"""The pages of a request's second life: transmit at once or edit first, note, remind, refused, done."""

from dataclasses import asdict
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from fanal.accounts.policies.rights import require
from fanal.core.errors import RuleBroken, reasons_of_refusal
from fanal.core.http import already_submitted, render_page
from fanal.core.mail.departure import as_far_as_it_went
from fanal.helpdesk import actions, policies
from fanal.helpdesk.forms.escalation import DraftForm
from fanal.helpdesk.forms.request import RefusalForm, TheirAnswerForm
from fanal.helpdesk.models import HelpRequest, Transmission
from fanal.helpdesk.reading.authority import authority_name
from fanal.helpdesk.reading.dossier import Draft, draft_for, pictures_of
from fanal.helpdesk.views.request_actions import press, request_or_404, show_again


@require_http_methods(["GET", "HEAD", "POST"])
def request_transmit(request: HttpRequest, uai: str, number: int) -> HttpResponse:
    """GET shows the composed mail to edit; POST sends it, as composed when nothing was edited."""
    help_request = request_or_404(request, number)
    require(policies.transmit_request, request.actor, help_request)
    now = timezone.now()
    if request.method != "POST":
        return _draft_page(request, help_request, DraftForm(initial=asdict(draft_for(help_request, now=now))))
    if already_submitted(request) is not None:
        return show_again(request, number)
    if "text" in request.POST:
        return _send_edited(request, help_request, DraftForm(request.POST))
    return press(
        request,
        number,
        lambda help_request: actions.transmit_request(help_request, now=now, by=request.actor),
        said=_sentence(help_request),
    )


def _send_edited(request: HttpRequest, help_request: HelpRequest, form: DraftForm) -> HttpResponse:
    if not form.is_valid():
        return _draft_page(request, help_request, form, status=422)
    edited = form.cleaned_data
    with reasons_of_refusal() as reasons:
        actions.transmit_request(
            help_request,
            Draft(edited["subject"], edited["text"]),
            now=timezone.now(),
            by=request.actor,
            with_pictures=edited["pictures"],
        )
    if reasons:
        return _draft_page(request, help_request, form, status=422, reasons=reasons)
    messages.success(request, _sentence(help_request))
    return redirect("helpdesk:request_page", help_request.school.uai, help_request.number)


def _sentence(help_request: HelpRequest) -> str:
    return as_far_as_it_went(
        f"Demande n° {help_request.number} transmise {authority_name(help_request.school).to_the}."
    )


@require_POST
def transmission_answer(request: HttpRequest, uai: str, number: int) -> HttpResponse:
    given = TheirAnswerForm(request.POST)
    return press(
        request,
        number,
        lambda help_request: actions.record_their_answer(
            sent_of(help_request), **_valid(given), by=request.actor
        ),
        answer_form=given,
    )


@require_POST
def transmission_remind(request: HttpRequest, uai: str, number: int) -> HttpResponse:
    now = timezone.now()
    said = as_far_as_it_went(f"Relance écrite {authority_name(request.member.school).to_the}.")
    return press(
        request,
        number,
        lambda help_request: actions.remind_authority(sent_of(help_request), now=now, by=request.actor),
        said=said,
    )


@require_POST
def transmission_refuse(request: HttpRequest, uai: str, number: int) -> HttpResponse:
    given, now = RefusalForm(request.POST), timezone.now()
    return press(
        request,
        number,
        lambda help_request: actions.record_refusal(
            sent_of(help_request), **_valid(given), now=now, by=request.actor
        ),
        said=as_far_as_it_went("Refus noté. Le gestionnaire sera prévenu, avec le motif."),
        refusal_form=given,
    )


@require_POST
def transmission_done(request: HttpRequest, uai: str, number: int) -> HttpResponse:
    now = timezone.now()
    return press(
        request,
        number,
        lambda help_request: actions.conclude_transmission(sent_of(help_request), now=now, by=request.actor),
        said=as_far_as_it_went(f"Demande n° {number} : c’est noté, le demandeur sera prévenu."),
    )


def sent_of(help_request: HelpRequest) -> Transmission:
    """The latest transmission of this request."""
    rows = Transmission.objects.for_school(help_request.school_id).filter(help_request=help_request)
    sent = rows.select_related("help_request", "school__authority").latest_first().first()
    if sent is None:
        raise RuleBroken("Cette demande n’a pas encore été transmise.")
    return sent


def _valid(form: forms.Form) -> dict[str, Any]:
    """What the form holds once valid; its first sentences otherwise."""
    if not form.is_valid():
        raise RuleBroken([str(error) for errors in form.errors.values() for error in errors])
    return form.cleaned_data


def _draft_page(
    request: HttpRequest, help_request: HelpRequest, form: DraftForm, *, status: int = 200, **extra: Any
) -> HttpResponse:
    context = {
        "help_request": help_request,
        "form": form,
        "authority": authority_name(help_request.school),
        **extra,
    }
    context["pictures"] = pictures_of(help_request)
    return render_page(request, "helpdesk/transmission_draft.html", context, status=status)
