"""One request on the screen and the buttons on it: do it and show the request again, or show why not."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django_htmx.http import HttpResponseClientRedirect

from fanal.accounts.models.roles import TEAM
from fanal.accounts.policies.rights import annotate_permissions
from fanal.accounts.reading.requests import SchoolRequest
from fanal.core.errors import NotAllowed, Refused
from fanal.core.http import already_submitted, found_or_404, render_page
from fanal.core.panels import panels_of
from fanal.equipment.reading.request_subject import RequestSubject
from fanal.helpdesk.forms.request import (
    EntrustForm,
    HoldForm,
    RefusalForm,
    RelatedRequestForm,
    ReopenForm,
    ReplyForm,
    SolveForm,
    TheirAnswerForm,
    TimeForm,
)
from fanal.helpdesk.models import HelpRequest
from fanal.helpdesk.policies import outages as outages_policies
from fanal.helpdesk.policies import request as request_policies
from fanal.helpdesk.reading.additions import reply_additions
from fanal.helpdesk.reading.escalation import escalation_of
from fanal.helpdesk.reading.request import numbered, pages_of_thread, thread_for
from fanal.helpdesk.reading.request_sidebar import can_open_equipment, sidebar, warranty_of
from fanal.helpdesk.rules.time_spent import USUAL_WORDS
from fanal.helpdesk.views.request_pane import counts_of, is_beside_list, is_press, lines_of

type Act = Callable[[HelpRequest], object]
BUTTONS = (
    request_policies.take_request,
    request_policies.correct_request,
    request_policies.reply_to_request,
    request_policies.note_on_request,
    request_policies.hold_request,
    request_policies.solve_request,
    request_policies.close_request,
    request_policies.reopen_request,
    request_policies.transmit_request,
    request_policies.record_their_answer,
    request_policies.remind_authority,
    request_policies.note_time,
    request_policies.entrust_request,
    request_policies.write_to_authority,
    request_policies.merge_request,
    request_policies.separate_request,
    request_policies.link_requests,
    outages_policies.link_outage,
)
# Never filled: their fields are drawn once for all pages.
BLANK = {
    "reply_form": ReplyForm(),
    "reopen_form": ReopenForm(),
    "solve_form": SolveForm(),
    "hold_form": HoldForm(),
    "answer_form": TheirAnswerForm(),
    "refusal_form": RefusalForm(),
    "time_form": TimeForm(),
    "related_form": RelatedRequestForm(),
}


def request_or_404(request: SchoolRequest, number: int) -> HelpRequest:
    """The request of this number, if this member may see it; 404 otherwise."""
    return found_or_404(numbered.first(request.member, number))


def press(
    request: SchoolRequest,
    number: int,
    act: Act,
    *,
    said: str = "",
    answer: Callable[[Any], HttpResponse | None] | None = None,
    **typed: forms.Form,
) -> HttpResponse:
    """Press one button, once, with the form of the page that is `typed` if it has one; then say `said`.

    `answer` has what the action gave: it says it in its own way, and may answer with a page of its own.

    By hand rather than with `form_page`: htmx draws the request again in its place, without going anywhere,
    and what this person may not do is said on the request too.
    """
    help_request = request_or_404(request, number)
    if not all(form.is_valid() for form in typed.values()):
        return show(request, help_request, status=422, **typed)
    if already_submitted(request) is not None:
        return show_again(request, number)
    try:
        done = act(help_request)
    except Refused as refusal:
        status = 403 if isinstance(refusal, NotAllowed) else 422
        return show(request, request_or_404(request, number), reasons=refusal.reasons, status=status, **typed)
    if said:
        messages.success(request, said)
    page = answer(done) if answer else None
    return page or show_again(request, number)


def show_again(request: SchoolRequest, number: int, *others: HelpRequest) -> HttpResponse:
    """After a press: the same request, in its place or by its address; `others` changed with it."""
    uai = request.member.school.uai
    seen = numbered.first(request.member, number)
    if seen is None:  # what a technician has solved is no longer theirs to see
        away = reverse("helpdesk:request_list", args=[uai])
        return HttpResponseClientRedirect(away) if request.htmx else redirect(away)
    if request.htmx:
        return show(request, seen, *others)
    back = {"accueil": "web:home", "liste": "helpdesk:request_list"}.get(request.POST.get("retour", ""))
    return redirect(back, uai) if back else redirect("helpdesk:request_page", uai, number)


def _list_again(request: SchoolRequest, *changed: HelpRequest) -> dict[str, Any]:
    """What the list beside the pane says anew: the lines of what changed, and how many are left."""
    return {"list_rows": lines_of(changed, request), "list_counts": counts_of(request)}


def show(
    request: SchoolRequest, help_request: HelpRequest, *others: HelpRequest, status: int = 200, **extra: Any
) -> HttpResponse:
    """The page of a request, or its pane beside the list; `others`: what changed with it."""
    annotate_permissions([help_request], *BUTTONS, to=request.actor)
    in_list = is_beside_list(request)
    context = {
        "help_request": help_request,
        "is_theirs": help_request.requester_id == request.actor.person_id,
        "thread": pages_of_thread(request, thread_for(help_request, request.member)),
        "first_mail": getattr(help_request, "mail", None) if request.member.has(*TEAM) else None,
        "sidebar": sidebar(help_request, request.member, today=request.today),
        "warranty": warranty_of(help_request, today=request.today),
        "can_open_equipment": can_open_equipment(help_request, request.member),
        "panels": [
            *panels_of(request.member, help_request),
            *panels_of(request.member, RequestSubject(help_request.room, help_request.equipment)),
        ],
        "usual_times": USUAL_WORDS,
        "reply_additions": reply_additions(),
        "escalation": escalation_of(help_request, request.member, today=request.today),
        "in_list": in_list,
        **(_list_again(request, help_request, *others) if in_list and is_press(request) else {}),
        **BLANK,
        **extra,
    }
    if help_request.can["entrust_request"] and "entrust_form" not in context:
        context["entrust_form"] = EntrustForm(people=context["sidebar"].team)
    return render_page(request, "helpdesk/request_page.html", context, fragment="request", status=status)
