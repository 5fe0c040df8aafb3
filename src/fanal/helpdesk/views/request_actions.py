"""One request on the screen and the buttons on it: do it and show the request again, or show why not."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django_htmx.http import HttpResponseClientRedirect

from fanal.accounts.models.roles import TEAM
from fanal.accounts.policies.rights import annotate_permissions
from fanal.core.errors import NotAllowed, Refused
from fanal.core.http import already_submitted, found_or_404, render_page
from fanal.core.registry import PANEL, registered
from fanal.helpdesk import policies
from fanal.helpdesk.forms.request import (
    EntrustForm,
    HoldForm,
    RefusalForm,
    RelatedRequestForm,
    ReopenForm,
    ReplyForm,
    TheirAnswerForm,
    TimeForm,
)
from fanal.helpdesk.models import HelpRequest
from fanal.helpdesk.reading.additions import reply_additions
from fanal.helpdesk.reading.escalation import second_life
from fanal.helpdesk.reading.request import numbered, pages_of_thread, thread_for
from fanal.helpdesk.reading.request_sidebar import can_open_equipment, sidebar, warranty_of
from fanal.helpdesk.rules.time_spent import USUAL_WORDS
from fanal.helpdesk.views.request_pane import counts_of, is_beside_list, is_press, row_of

type Act = Callable[[HelpRequest], object]
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
# Never filled: their fields are drawn once for all pages.
BLANK = {
    "reply_form": ReplyForm(),
    "reopen_form": ReopenForm(),
    "hold_form": HoldForm(),
    "answer_form": TheirAnswerForm(),
    "refusal_form": RefusalForm(),
    "time_form": TimeForm(),
    "related_form": RelatedRequestForm(),
}


def request_or_404(request: HttpRequest, number: int) -> HelpRequest:
    """The request of this number, if this member may see it; 404 otherwise."""
    return found_or_404(numbered.first(request.member, number))


def press(
    request: HttpRequest, number: int, act: Act, *, said: str = "", **typed: forms.Form
) -> HttpResponse:
    """Press one button, once, with the form of the page that is `typed` if it has one; then say `said`.

    By hand rather than with `form_page`: htmx draws the request again in its place, without going anywhere,
    and what this person may not do is said on the request too.
    """
    help_request = request_or_404(request, number)
    if not all(form.is_valid() for form in typed.values()):
        return show(request, help_request, status=422, **typed)
    if already_submitted(request) is not None:
        return show_again(request, number)
    try:
        act(help_request)
    except Refused as refusal:
        status = 403 if isinstance(refusal, NotAllowed) else 422
        return show(request, request_or_404(request, number), reasons=refusal.reasons, status=status, **typed)
    if said:
        messages.success(request, said)
    return show_again(request, number)


def show_again(request: HttpRequest, number: int) -> HttpResponse:
    """After a press: the same request, in its place or by its address."""
    uai = request.member.school.uai
    seen = numbered.first(request.member, number)
    if seen is None:  # what a technician has solved is no longer theirs to see
        away = reverse("helpdesk:request_list", args=[uai])
        return HttpResponseClientRedirect(away) if request.htmx else redirect(away)
    if request.htmx:
        return show(request, seen)
    back = {"accueil": "web:home", "liste": "helpdesk:request_list"}.get(request.POST.get("retour", ""))
    return redirect(back, uai) if back else redirect("helpdesk:request_page", uai, number)


def _list_again(request: HttpRequest, help_request: HelpRequest) -> dict[str, Any]:
    """What the list beside the pane says anew: the line of this request, and how many are left."""
    return {"list_row": row_of(help_request, request), "list_counts": counts_of(request)}


def show(request: HttpRequest, help_request: HelpRequest, *, status: int = 200, **extra: Any) -> HttpResponse:
    """The page of a request, or its pane beside the list."""
    annotate_permissions([help_request], *BUTTONS, to=request.actor)
    in_list = is_beside_list(request)
    context = {
        "help_request": help_request,
        "thread": pages_of_thread(request, thread_for(help_request, request.member)),
        "first_mail": getattr(help_request, "mail", None) if request.member.has(*TEAM) else None,
        "sidebar": sidebar(help_request, request.member, today=request.today),
        "warranty": warranty_of(help_request, today=request.today),
        "can_open_equipment": can_open_equipment(help_request, request.member),
        "panels": [panel for make in registered(PANEL) if (panel := make(request.member, help_request))],
        "usual_times": USUAL_WORDS,
        "reply_additions": reply_additions(),
        "second": second_life(help_request, request.member, today=request.today),
        "in_list": in_list,
        **(_list_again(request, help_request) if in_list and is_press(request) else {}),
        **BLANK,
        **extra,
    }
    if help_request.can["entrust_request"] and "entrust_form" not in context:
        context["entrust_form"] = EntrustForm(people=context["sidebar"].team)
    return render_page(request, "helpdesk/request_page.html", context, fragment="request", status=status)
