"""The pages of requests: the day's list, one request and its buttons."""

from dataclasses import asdict
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from fanal.accounts.models.roles import TEAM
from fanal.accounts.policies.rights import annotate_permissions
from fanal.accounts.reading.requests import SchoolRequest
from fanal.accounts.reading.school_years import by_year
from fanal.core import undo
from fanal.core.addresses import address
from fanal.core.http import holder_shown, paginate, render_page
from fanal.core.mail.departure import announced, as_far_as_it_went
from fanal.helpdesk.actions.delivery import key_of
from fanal.helpdesk.actions.requests import (
    close_request,
    entrust_request,
    hold_request,
    reopen_request,
    reply_to_request,
    take_request,
)
from fanal.helpdesk.actions.solving import TakenBack, solve_and_say, take_back_solution
from fanal.helpdesk.actions.transmission import write_to_authority
from fanal.helpdesk.forms.request import EntrustForm, HoldForm, ReopenForm, ReplyForm, SolveForm
from fanal.helpdesk.models import HelpRequest, Message
from fanal.helpdesk.policies import request as policies
from fanal.helpdesk.reading.additions import with_additions
from fanal.helpdesk.reading.escalation import say_steps
from fanal.helpdesk.reading.request import known_view, tabs
from fanal.helpdesk.reading.request_list import is_grouped, list_rows, say_headings, say_lines
from fanal.helpdesk.reading.team import colleagues
from fanal.helpdesk.views.escalation import sent_of
from fanal.helpdesk.views.request_actions import press, request_or_404, show


@by_year
@require_safe
def request_list(request: SchoolRequest, uai: str) -> HttpResponse:
    member = request.member
    view = known_view(request.GET.get("vue", "" if member.has(*TEAM) else "toutes"))
    words = request.GET.get("q", "")
    listed_tabs, year = tabs(member, view, request.school_year), request.school_year
    counted = None if words else next(tab.count for tab in listed_tabs if tab.current)
    page = paginate(request, list_rows(member, words, view, year), count=counted)
    annotate_permissions(page, policies.take_request, to=request.actor)
    say_steps(page, member, today=request.today)
    say_lines(page, is_grouped=is_grouped(member, view))
    say_headings(page, is_grouped=is_grouped(member, view))
    context = {
        "page": page,
        "tabs": listed_tabs,
        "words": words,
        "can_export": policies.export_requests(request.actor, None),
    }
    return render_page(request, "helpdesk/request_list.html", context, fragment="results")


@require_safe
def request_page(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    return show(request, request_or_404(request, number))


@require_POST
def request_take(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    instead_of = holder_shown(request)
    return press(
        request,
        number,
        lambda help_request: take_request(help_request, instead_of=instead_of, by=request.actor),
    )


@require_POST
def request_solve(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    form, now = SolveForm(request.POST), timezone.now()
    return press(
        request,
        number,
        lambda help_request: solve_and_say(
            help_request,
            reply=form.cleaned_data["text"],
            minutes=form.cleaned_data["minutes"],
            today=request.today,
            now=now,
            by=request.actor,
        ),
        answer=lambda solved: _say_solved(request, solved),
        solve_form=form,
    )


def _say_solved(request: SchoolRequest, solved: HelpRequest) -> None:
    """With « Annuler » for whoever can."""
    departure = announced(solved.school_id, key_of(solved, "helpdesk.solved"))
    sentence = f"Demande n° {solved.number} résolue. {departure}"
    if policies.take_back_solution(request.actor, solved):
        undo.offer(request, sentence, address("helpdesk:request_unsolve", solved.school.uai, solved.number))
    else:
        messages.success(request, sentence)


@require_POST
def request_unsolve(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    """« Annuler », in the seconds after « Résolue »."""
    now = timezone.now()
    return press(
        request,
        number,
        lambda help_request: take_back_solution(help_request, now=now, by=request.actor),
        said="C’est annulé : personne n’est prévenu.",
        answer=lambda taken_back: _fill_again(request, number, taken_back),
    )


def _fill_again(request: SchoolRequest, number: int, taken_back: TakenBack) -> HttpResponse | None:
    """What was typed with « Résolue » is in its form again."""
    typed = asdict(taken_back)
    if not any(typed.values()):
        return None
    return show(request, request_or_404(request, number), solve_form=SolveForm(typed))


@require_POST
def request_close(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    now = timezone.now()
    return press(
        request,
        number,
        lambda help_request: close_request(help_request, now=now, by=request.actor),
        said="Merci : la demande est terminée.",
    )


@require_POST
def request_reopen(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    form, now = ReopenForm(request.POST), timezone.now()
    return press(
        request,
        number,
        lambda help_request: reopen_request(
            help_request, said=form.cleaned_data["text"], now=now, by=request.actor
        ),
        reopen_form=form,
    )


@require_POST
def request_hold(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    form = HoldForm(request.POST)
    return press(
        request,
        number,
        lambda help_request: hold_request(help_request, **form.cleaned_data, by=request.actor),
        hold_form=form,
    )


@require_POST
def request_reply(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    form = ReplyForm(request.POST)
    return press(request, number, lambda help_request: _say(request, help_request, form), reply_form=form)


def _say(request: SchoolRequest, help_request: HelpRequest, form: ReplyForm) -> Message:
    """To whom the pressed button says: who asked, the team, or the authority."""
    audience, now, by = request.POST.get("audience"), timezone.now(), request.actor
    text = with_additions(form.cleaned_data["text"], request.POST, request.member)
    if audience == "authority":
        return write_to_authority(sent_of(help_request), text, now=now, by=by)
    is_note = audience == Message.Audience.TEAM
    return reply_to_request(help_request, text, now=now, by=by, is_note=is_note)


@require_POST
def request_entrust(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    people = {person.pk: person for person in colleagues(request.member, request.today)}
    form = EntrustForm(request.POST, people={pk: str(person) for pk, person in people.items()})
    person: Any = people[form.cleaned_data["person_id"]] if form.is_valid() else None
    return press(
        request,
        number,
        lambda help_request: entrust_request(
            help_request, person, instead_of=holder_shown(request), by=request.actor
        ),
        said=as_far_as_it_went(f"Confiée à {person}, qui en sera prévenu."),
        entrust_form=form,
    )
