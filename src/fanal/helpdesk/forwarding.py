"""The pages of a request's second life: transmit at once or edit first, note, remind, refused, done."""

from dataclasses import asdict
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from fanal.accounts.rights import require
from fanal.core.errors import RuleBroken
from fanal.core.http import get_or_404, render_page, sent_before
from fanal.helpdesk import actions, policies
from fanal.helpdesk.actions.transmission import Draft
from fanal.helpdesk.models import HelpRequest, Transmission
from fanal.helpdesk.notices import authority_name


class DraftForm(forms.Form):
    """The mail to the authority, composed, that its sender may change."""

    subject = forms.CharField(label="Objet", max_length=200)
    text = forms.CharField(label="Message", max_length=8000, widget=forms.Textarea(attrs={"rows": 16}))


class TheirAnswerForm(forms.Form):
    """What the authority said: their number, and for when."""

    number = forms.CharField(label="Leur numéro", max_length=40, required=False)
    promised_on = forms.DateField(
        label="Promis pour le",
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )


class RefusalForm(forms.Form):
    """Why they refuse."""

    reason = forms.CharField(label="Motif", max_length=400, widget=forms.Textarea(attrs={"rows": 2}))


@require_http_methods(["GET", "HEAD", "POST"])
def request_transmit(request: HttpRequest, uai: str, number: int) -> HttpResponse:
    """GET shows the composed mail to edit; POST sends it, as composed when nothing was edited."""
    found = _one(request, number)
    require(policies.transmit_request, request.actor, found)
    now = timezone.now()
    if request.method != "POST":
        return _draft_page(request, found, DraftForm(initial=asdict(actions.draft_for(found, now=now))))
    edited = DraftForm(request.POST) if "text" in request.POST else None
    if edited is not None and not edited.is_valid():
        return _draft_page(request, found, edited, status=422)
    if sent_before(request) is None:
        draft = Draft(**edited.cleaned_data) if edited else None
        actions.transmit_request(found, draft, now=now, by=request.actor)
        messages.success(request, f"Demande n° {number} transmise {authority_name(found.school).to_the}.")
    return redirect("helpdesk:request_page", uai, number)


@require_POST
def transmission_answer(request: HttpRequest, uai: str, number: int) -> HttpResponse:
    form = _valid(TheirAnswerForm(request.POST))
    actions.record_their_answer(_sent(request, number), **form.cleaned_data, by=request.actor)
    return redirect("helpdesk:request_page", uai, number)


@require_POST
def transmission_remind(request: HttpRequest, uai: str, number: int) -> HttpResponse:
    sent = actions.remind_authority(_sent(request, number), now=timezone.now(), by=request.actor)
    messages.success(request, f"Relance envoyée {authority_name(sent.school).to_the}.")
    return redirect("helpdesk:request_page", uai, number)


@require_POST
def transmission_refuse(request: HttpRequest, uai: str, number: int) -> HttpResponse:
    form = _valid(RefusalForm(request.POST))
    sent = _sent(request, number)
    actions.record_refusal(sent, form.cleaned_data["reason"], now=timezone.now(), by=request.actor)
    messages.success(request, "Refus noté. Le gestionnaire est prévenu, avec le motif.")
    return redirect("helpdesk:request_page", uai, number)


@require_POST
def transmission_done(request: HttpRequest, uai: str, number: int) -> HttpResponse:
    actions.conclude_transmission(_sent(request, number), now=timezone.now(), by=request.actor)
    return redirect("helpdesk:request_page", uai, number)


def _one(request: HttpRequest, number: int) -> HelpRequest:
    return get_or_404(HelpRequest.objects.visible_to(request.member).for_page(), number=number)


def _sent(request: HttpRequest, number: int) -> Transmission:
    """The transmission under way of a request this member may see."""
    rows = Transmission.objects.for_school(request.member.school).filter(help_request=_one(request, number))
    found = rows.select_related("help_request", "school__authority").order_by("-sent_at").first()
    if found is None:
        raise RuleBroken("Cette demande n’a pas encore été transmise.")
    return found


def _valid(form: Any) -> Any:
    """The same form once valid; its first sentences otherwise."""
    if not form.is_valid():
        raise RuleBroken([str(error) for errors in form.errors.values() for error in errors])
    return form


def _draft_page(
    request: HttpRequest, found: HelpRequest, form: DraftForm, *, status: int = 200
) -> HttpResponse:
    context = {"found": found, "form": form, "authority": authority_name(found.school)}
    return render_page(request, "helpdesk/transmission_draft.html", context, status=status)
