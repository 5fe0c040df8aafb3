"""The buttons of a request: take it, entrust it, answer, wait, solve, end, open again."""

from dataclasses import asdict, replace
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_POST

from fanal.accounts.reading.requests import SchoolRequest
from fanal.core.http.addresses import address
from fanal.core.http.answers import holder_shown
from fanal.core.mail.departure import announced, as_far_as_it_went
from fanal.core.pages import undo
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
from fanal.helpdesk.forms.request import BLANK_FORMS, EntrustForm, HoldForm, ReopenForm, ReplyForm, SolveForm
from fanal.helpdesk.models import HelpRequest, Message
from fanal.helpdesk.policies import request as policies
from fanal.helpdesk.reading.additions import with_additions
from fanal.helpdesk.reading.team import colleagues
from fanal.helpdesk.views.escalation import sent_of
from fanal.helpdesk.views.request import press, request_or_404, show


@require_POST
def request_take(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    instead_of = holder_shown(request)
    return press(
        request,
        number,
        lambda help_request: take_request(help_request, instead_of=instead_of, by=request.actor),
        answer=lambda taken: _say_taken(request, taken),
    )


def _say_taken(request: SchoolRequest, taken: HelpRequest) -> None:
    """On the home page another request stands in its place at once: which one it was is said."""
    if request.POST.get("retour") == "accueil":
        messages.success(request, f"Vous vous occupez de la demande n° {taken.number}, « {taken.title} ».")


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
        forms=replace(BLANK_FORMS, solve=form),
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
        success="C’est annulé : personne n’est prévenu.",
        answer=lambda taken_back: _fill_again(request, number, taken_back),
    )


def _fill_again(request: SchoolRequest, number: int, taken_back: TakenBack) -> HttpResponse | None:
    """What was typed with « Résolue » is in its form again."""
    typed = asdict(taken_back)
    if not any(typed.values()):
        return None
    return show(request, request_or_404(request, number), forms=replace(BLANK_FORMS, solve=SolveForm(typed)))


@require_POST
def request_close(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    now = timezone.now()
    return press(
        request,
        number,
        lambda help_request: close_request(help_request, now=now, by=request.actor),
        success="Merci : la demande est terminée.",
    )


@require_POST
def request_reopen(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    form, now = ReopenForm(request.POST), timezone.now()
    return press(
        request,
        number,
        lambda help_request: reopen_request(
            help_request, text=form.cleaned_data["text"], now=now, by=request.actor
        ),
        success="C’est noté : la demande est rouverte.",
        forms=replace(BLANK_FORMS, reopen=form),
    )


@require_POST
def request_hold(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    form = HoldForm(request.POST)
    return press(
        request,
        number,
        lambda help_request: hold_request(help_request, **form.cleaned_data, by=request.actor),
        forms=replace(BLANK_FORMS, hold=form),
    )


@require_POST
def request_reply(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    form = ReplyForm(request.POST)
    return press(
        request,
        number,
        lambda help_request: _say(request, help_request, form),
        forms=replace(BLANK_FORMS, reply=form),
    )


def _say(request: SchoolRequest, help_request: HelpRequest, form: ReplyForm) -> Message:
    """To whom the pressed button says: who asked, the team, or the authority."""
    audience, now, by = request.POST.get("audience"), timezone.now(), request.actor
    text = with_additions(form.cleaned_data["text"], request.POST, request.member)
    if audience == "authority":
        return write_to_authority(sent_of(request, help_request), text, now=now, by=by)
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
        success=as_far_as_it_went(f"Confiée à {person} : un message l’en prévient."),
        forms=replace(BLANK_FORMS, entrust=form),
    )
