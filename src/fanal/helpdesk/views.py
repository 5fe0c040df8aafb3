"""The pages of requests: the day's list, one request and its gestures."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe
from django_htmx.http import HttpResponseClientRedirect

from fanal.accounts.rights import offer
from fanal.accounts.roles import TEAM
from fanal.core.errors import reasons_of_refusal
from fanal.core.http import get_or_404, paginate, render_page, sent_before
from fanal.helpdesk import actions, policies
from fanal.helpdesk.forms import HoldForm, ReplyForm
from fanal.helpdesk.forwarding import RefusalForm, TheirAnswerForm
from fanal.helpdesk.models import HelpRequest, Message
from fanal.helpdesk.reading import files_of, tabs, thread_for
from fanal.helpdesk.rules.codes import WaitingFor
from fanal.helpdesk.second_life import say_steps, second_life

BUTTONS = (
    policies.take_request,
    policies.reply_to_request,
    policies.note_on_request,
    policies.hold_request,
    policies.solve_request,
    policies.close_request,
    policies.reopen_request,
    policies.transmit_request,
    policies.record_their_answer,
    policies.remind_authority,
)


@require_safe
def request_list(request: HttpRequest, uai: str) -> HttpResponse:
    visible = HelpRequest.objects.visible_to(request.member)
    view = request.GET.get("vue", "" if request.member.has(*TEAM) else "toutes")
    words = request.GET.get("q", "")
    rows = visible.in_view(view).matching(words).by_what_matters().for_list()
    shown = tabs(visible, view)
    counted = None if words else next(tab.count for tab in shown if tab.current)
    page = paginate(request, rows, count=counted)
    offer(page, policies.take_request, to=request.actor)
    say_steps(page, request.member, today=request.today)
    context = {"page": page, "tabs": shown, "words": words}
    return render_page(request, "helpdesk/request_list.html", context, fragment="results")


@require_safe
def request_page(request: HttpRequest, uai: str, number: int) -> HttpResponse:
    return _page(request, _one(request, number))


@require_POST
def request_take(request: HttpRequest, uai: str, number: int) -> HttpResponse:
    return _gesture(request, number, actions.take_request)


@require_POST
def request_solve(request: HttpRequest, uai: str, number: int) -> HttpResponse:
    return _gesture(request, number, actions.solve_request, now=timezone.now())


@require_POST
def request_close(request: HttpRequest, uai: str, number: int) -> HttpResponse:
    return _gesture(request, number, actions.close_request, now=timezone.now())


@require_POST
def request_reopen(request: HttpRequest, uai: str, number: int) -> HttpResponse:
    return _gesture(request, number, actions.reopen_request)


@require_POST
def request_hold(request: HttpRequest, uai: str, number: int) -> HttpResponse:
    form = HoldForm(request.POST)
    if not form.is_valid():
        return _page(request, _one(request, number), hold_form=form, status=422)
    waiting_for = WaitingFor(form.cleaned_data["waiting_for"])
    return _gesture(
        request, number, actions.hold_request, waiting_for=waiting_for, until=form.cleaned_data["until"]
    )


@require_POST
def request_reply(request: HttpRequest, uai: str, number: int) -> HttpResponse:
    form = ReplyForm(request.POST)
    found = _one(request, number)
    if not form.is_valid():
        return _page(request, found, reply_form=form, status=422)
    if sent_before(request) is None:
        is_note = request.POST.get("audience") == Message.Audience.TEAM
        actions.reply_to_request(
            found, form.cleaned_data["text"], now=timezone.now(), by=request.actor, is_note=is_note
        )
    return redirect("helpdesk:request_page", uai, number)


def _one(request: HttpRequest, number: int) -> HelpRequest:
    return get_or_404(HelpRequest.objects.visible_to(request.member).for_page(), number=number)


def _gesture(request: HttpRequest, number: int, action: Any, **given: Any) -> HttpResponse:
    """One button: do it and show the page again, or show why not (422)."""
    found = _one(request, number)
    with reasons_of_refusal() as reasons:
        action(found, by=request.actor, **given)
    if reasons:
        return _page(request, _one(request, number), reasons=reasons, status=422)
    seen = HelpRequest.objects.visible_to(request.member).for_page().filter(number=number).first()
    if seen is None:  # what a technician has solved is no longer theirs to see
        away = reverse("helpdesk:request_list", args=[request.member.school.uai])
        return HttpResponseClientRedirect(away) if request.htmx else redirect(away)
    if request.htmx:
        return _page(request, seen)
    back = {"accueil": "web:home", "liste": "helpdesk:request_list"}.get(request.POST.get("retour", ""))
    if back:
        return redirect(back, request.member.school.uai)
    return redirect("helpdesk:request_page", request.member.school.uai, number)


def _page(request: HttpRequest, found: HelpRequest, *, status: int = 200, **extra: Any) -> HttpResponse:
    offer([found], *BUTTONS, to=request.actor)
    context = {
        "found": found,
        "thread": thread_for(found, request.member),
        "files": files_of(found),
        "reply_form": ReplyForm(),
        "hold_form": HoldForm(),
        "second": second_life(found, request.member, today=request.today),
        "answer_form": TheirAnswerForm(),
        "refusal_form": RefusalForm(),
        **extra,
    }
    return render_page(request, "helpdesk/request_page.html", context, fragment="request", status=status)
