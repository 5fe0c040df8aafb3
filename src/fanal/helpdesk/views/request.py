"""One request on the screen, and its buttons: each does it and shows it again, or shows why not."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_safe
from django_htmx.http import HttpResponseClientRedirect

from fanal.accounts.policies.rights import Right, annotate_permissions, require
from fanal.accounts.reading.requests import SchoolRequest
from fanal.core.errors import NotAllowed, Refused
from fanal.core.http.answers import UNPROCESSABLE, already_submitted, found_or_404
from fanal.core.pages.page import render
from fanal.core.text.words import number_of
from fanal.helpdesk.forms.request import BLANK_FORMS, EntrustForm, ReplyForm, RequestForms
from fanal.helpdesk.models import HelpRequest
from fanal.helpdesk.policies import request as policies
from fanal.helpdesk.reading.request import HelpRequestFacts, facts_of, numbered
from fanal.helpdesk.reading.request_list import ListBeside, is_press, list_beside

FORBIDDEN = 403

type Act = Callable[[HelpRequest], object]
# What the action gave, said in its own way; it may be answered with a page of its own.
type Answer = Callable[[Any], HttpResponse | None]
BUTTONS = (
    policies.take_request,
    policies.correct_request,
    policies.reply_to_request,
    policies.note_on_request,
    policies.hold_request,
    policies.solve_request,
    policies.close_request,
    policies.reopen_request,
    policies.transmit_request,
    policies.record_their_answer,
    policies.remind_authority,
    policies.note_time,
    policies.entrust_request,
    policies.write_to_authority,
    policies.merge_request,
    policies.separate_request,
    policies.link_requests,
    policies.link_outage,
)
# Who may send each form of the page: one of these rights is enough.
RIGHTS_OF_FORMS: dict[str, tuple[Right, ...]] = {
    "reply": (policies.reply_to_request, policies.note_on_request),
    "reopen": (policies.reopen_request,),
    "solve": (policies.solve_request,),
    "hold": (policies.hold_request,),
    "answer": (policies.record_their_answer,),
    "refusal": (policies.record_refusal,),
    "time": (policies.note_time,),
    "related": (policies.merge_request, policies.link_requests),
    "entrust": (policies.entrust_request,),
}


@dataclass(frozen=True, kw_only=True)
class HelpRequestPage(HelpRequestFacts):
    """`candidate`: the request looked for by its number, to be joined or referred to."""

    template = "helpdesk/request_page.html"
    fragment = "request"

    forms: RequestForms
    reasons: list[str] = field(default_factory=list)
    candidate: HelpRequest | None = None
    beside: ListBeside | None = None


def request_or_404(request: SchoolRequest, number: int) -> HelpRequest:
    """The request of this number, if this member may see it; 404 otherwise."""
    return found_or_404(numbered.first(request.member, number))


@require_safe
def request_page(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    return show(request, request_or_404(request, number))


# Not `form_page`: htmx draws the request again in its place, with what is refused.
def press(
    request: SchoolRequest,
    number: int,
    act: Act,
    *,
    success: str = "",
    answer: Answer | None = None,
    forms: RequestForms = BLANK_FORMS,
) -> HttpResponse:
    """Press one button, once, with the form of the page that was sent if it has one; then say `success`."""
    help_request = request_or_404(request, number)
    is_complete = all(form.is_valid() for form in forms.sent.values())
    if is_complete and already_submitted(request) is not None:
        return show_again(request, number)
    try:
        if not is_complete:
            _require_rights(request, help_request, forms)
            return show(request, help_request, forms=forms, status=UNPROCESSABLE)
        done = act(help_request)
    except Refused as refusal:
        return _show_refusal(request, number, refusal, forms)
    if success:
        messages.success(request, success)
    return (answer(done) if answer else None) or show_again(request, number)


def _show_refusal(request: SchoolRequest, number: int, refusal: Refused, forms: RequestForms) -> HttpResponse:
    """The request as it is now, with the reasons and what was typed."""
    status = FORBIDDEN if isinstance(refusal, NotAllowed) else UNPROCESSABLE
    help_request = request_or_404(request, number)
    return show(request, help_request, forms=forms, reasons=refusal.reasons, status=status)


def _require_rights(request: SchoolRequest, help_request: HelpRequest, forms: RequestForms) -> None:
    """Whoever may not send a form is told so, and not what is wrong in it."""
    for name in forms.sent:
        rights = RIGHTS_OF_FORMS[name]
        if not any(right(request.actor, help_request) for right in rights):
            require(rights[0], request.actor, help_request)


def show_again(request: SchoolRequest, number: int, *others: HelpRequest) -> HttpResponse:
    """After a press: the same request, in its place or by its address; `others` changed with it."""
    uai = request.member.school.uai
    help_request = numbered.first(request.member, number)
    if help_request is None:  # what a technician has solved is no longer theirs to see
        away = reverse("helpdesk:request_list", args=[uai])
        return HttpResponseClientRedirect(away) if request.htmx else redirect(away)
    if request.htmx:
        return show(request, help_request, *others)
    back = {"accueil": "web:home", "liste": "helpdesk:request_list"}.get(request.POST.get("retour", ""))
    return redirect(back, uai) if back else redirect("helpdesk:request_page", uai, number)


def show(
    request: SchoolRequest,
    help_request: HelpRequest,
    *others: HelpRequest,
    forms: RequestForms = BLANK_FORMS,
    reasons: list[str] | None = None,
    candidate: HelpRequest | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page of a request, or its pane beside the list; `others`: what changed with it."""
    annotate_permissions([help_request], *BUTTONS, to=request.actor)
    facts = facts_of(request, help_request)
    is_pressed_beside = facts.in_list and is_press(request)
    page = HelpRequestPage(
        **vars(facts),
        forms=_filled(request, facts, forms),
        reasons=reasons or [],
        candidate=candidate,
        beside=list_beside(request, [help_request, *others]) if is_pressed_beside else None,
    )
    return render(request, page, status=status)


def _filled(request: SchoolRequest, facts: HelpRequestFacts, forms: RequestForms) -> RequestForms:
    """The answer begun with the ready one that the address names, and the people of the team listed."""
    chosen = number_of(request.GET.get("reponse", ""))
    if not forms.reply.is_bound and chosen is not None and 0 < chosen <= len(facts.ready_answers):
        forms = replace(forms, reply=ReplyForm({"text": facts.ready_answers[chosen - 1].text}))
    if facts.help_request.can["entrust_request"] and forms.entrust is None:
        forms = replace(forms, entrust=EntrustForm(people=facts.sidebar.team))
    return forms
