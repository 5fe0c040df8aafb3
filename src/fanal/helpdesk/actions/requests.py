"""Everything that changes a request for help. One function per sentence of the domain."""

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any

from django.db import transaction

from fanal.accounts.models import Person, School
from fanal.accounts.models.member import Actor
from fanal.accounts.policies.rights import require
from fanal.accounts.reading.calendars import calendar_of
from fanal.core import journal
from fanal.core.database.numbers import next_number
from fanal.core.errors import RuleBroken
from fanal.helpdesk.actions import notices
from fanal.helpdesk.actions.awaited_outage import await_end
from fanal.helpdesk.models import Follower, HelpRequest, Message
from fanal.helpdesk.policies import request as policies
from fanal.helpdesk.reading.authority import signature
from fanal.helpdesk.rules import flow
from fanal.helpdesk.rules.codes import RequestState, Urgency, WaitingFor
from fanal.helpdesk.rules.due import due_on
from fanal.helpdesk.rules.passwords import without_passwords
from fanal.helpdesk.rules.priority import priority

END_OF_DAY = time(18)


# What somebody asks: fields of `HelpRequest` and their values.
type RequestValues = Mapping[str, Any]


@transaction.atomic
def ask_for_help(
    school: School, requester: Person, values: RequestValues, *, now: datetime, by: Actor
) -> HelpRequest:
    """Open a request, with the next number of the school and the day we promise an answer by."""
    require(policies.ask_for_help, by, None)
    request = HelpRequest(school=school, requester=requester, asked_at=now, **values)
    request.text = without_passwords(request.text)
    request.due_at = _promised(request)
    # The next one who asks waits for this number until we commit: it comes last of what is looked up.
    request.number = next_number(school.pk, "request")
    request.save(force_insert=True)
    await_end(request, request.service, now=now)
    notices.tell_new_request(request, by=by)
    journal.created(request, by=by, verb="helpdesk.asked")
    return request


def _promised(request: HelpRequest) -> datetime:
    """The end of the working day by which the school answers, on its own calendar."""
    school = request.school
    asked_on = request.asked_at.astimezone(school.zone_info).date()
    day = due_on(asked_on, priority(Urgency(request.urgency)), calendar_of(school))
    return datetime.combine(day, END_OF_DAY, tzinfo=school.zone_info)


def locked(request: HelpRequest) -> HelpRequest:
    """The request as it is now, held until the transaction ends."""
    # Two people may press at the same second: the second one sees what the first did.
    return HelpRequest.objects.for_school(request.school_id).locked(request.pk)


def move(request: HelpRequest, to: RequestState, *, by: Actor, verb: str, **values: object) -> HelpRequest:
    """Change its step, journal it as `verb`, and write to those concerned; RuleBroken when it cannot."""
    if reasons := flow.refusals(request.state, to):
        raise RuleBroken(reasons)
    changed = {
        "state": to,
        "waiting_for": "",
        "waiting_until": None,
        "solved_at": request.solved_at if to is RequestState.CLOSED else None,
        "closed_at": None,
        **values,
    }
    with journal.change(request, by=by, verb=verb):
        for name, value in changed.items():
            setattr(request, name, value)
        request.save(update_fields=[*changed])
        notices.tell_moved(request, verb, by=by)
    return request


def go_on(request: HelpRequest, *, by: Actor, verb: str, **values: object) -> HelpRequest:
    """It is to be handled again, by whoever had taken it if somebody had."""
    state = flow.at_work(is_taken=request.taken_by_id is not None)
    return move(request, state, by=by, verb=verb, **values)


@transaction.atomic
def take_request(request: HelpRequest, *, by: Actor, instead_of: int | None = None) -> HelpRequest:
    """« Je m’en occupe »: this person answers for it from now on.

    `instead_of`: the person it was with when the button was pressed. With somebody else meanwhile, nothing
    changes, and the second is told who has it.
    """
    request = locked(request)
    require(policies.take_request, by, request)
    if request.is_open and request.taken_by_id not in {None, instead_of}:
        raise RuleBroken(
            f"{request.taken_by} vient de prendre cette demande. Rien n’a changé : voyez ensemble, ou "
            "pressez de nouveau « Je m’en occupe » pour la reprendre."
        )
    return move(request, RequestState.TAKEN, by=by, verb="helpdesk.taken", taken_by_id=by.person_id)


@transaction.atomic
def entrust_request(
    request: HelpRequest, person: Person, *, by: Actor, instead_of: int | None = None
) -> HelpRequest:
    """« Confier à »: that colleague of the team answers for it from now on, and is told.

    `instead_of`: as for `take_request`.
    """
    request = locked(request)
    require(policies.entrust_request, by, request)
    if request.taken_by_id not in {None, instead_of, person.pk}:
        raise RuleBroken(
            f"Cette demande vient de passer à {request.taken_by}. Rien n’a changé : voyez ensemble, ou "
            "confiez-la de nouveau."
        )
    notices.tell_entrusted(request, person, by=by)
    if request.state != RequestState.WAITING:
        verb = "helpdesk.taken" if request.state == RequestState.SENT else "helpdesk.entrusted"
        return move(request, RequestState.TAKEN, by=by, verb=verb, taken_by=person)
    journal.write_changes(request, {"taken_by": person}, by=by, verb="helpdesk.entrusted")
    return request


@transaction.atomic
def hold_request(
    request: HelpRequest, waiting_for: WaitingFor, *, until: date | None, by: Actor
) -> HelpRequest:
    """Say whom the request waits for, and until when if that is known."""
    request = locked(request)
    require(policies.hold_request, by, request)
    return move(
        request,
        RequestState.WAITING,
        by=by,
        verb="helpdesk.held",
        waiting_for=waiting_for,
        waiting_until=until,
    )


@transaction.atomic
def solve_request(request: HelpRequest, *, now: datetime, by: Actor) -> HelpRequest:
    """It should work again: the requester is asked « Ça remarche ? »."""
    request = locked(request)
    require(policies.solve_request, by, request)
    return move(request, RequestState.SOLVED, by=by, verb="helpdesk.solved", solved_at=now)


@transaction.atomic
def close_request(request: HelpRequest, *, now: datetime, by: Actor) -> HelpRequest:
    """It does work again, or nothing more will be done."""
    request = locked(request)
    require(policies.close_request, by, request)
    solved_at = request.solved_at or now
    return move(
        request, RequestState.CLOSED, by=by, verb="helpdesk.closed", closed_at=now, solved_at=solved_at
    )


@transaction.atomic
def reopen_request(request: HelpRequest, *, by: Actor, now: datetime, text: str | None = None) -> HelpRequest:
    """It does not work after all.

    `text`: what is wrong, in a word or none, kept in the thread; None when the thread says it already.
    """
    request = locked(request)
    require(policies.reopen_request, by, request)
    if text is not None:
        begins = "Non, pas encore." if request.state == RequestState.SOLVED else "Demande rouverte."
        Message.objects.create(
            school_id=request.school_id,
            help_request=request,
            author_id=by.person_id,
            author_name=signature(request.school, by),
            text=without_passwords(f"{begins} {text.strip()}".strip()),
            written_at=now,
        )
    return go_on(request, by=by, verb="helpdesk.reopened")


@transaction.atomic
def reply_to_request(
    request: HelpRequest,
    text: str,
    *,
    now: datetime,
    by: Actor,
    is_note: bool = False,
    channel: Message.Channel = Message.Channel.PAGE,
    mail_reference: str = "",
    can_be_undone: bool = False,
) -> Message:
    """Add to the thread: to everyone on the request, or a note between those who handle it.

    `mail_reference`: the received mail whose new words these are. `can_be_undone`: its mail waits until then.
    """
    request = locked(request)
    require(policies.note_on_request if is_note else policies.reply_to_request, by, request)
    message = Message.objects.create(
        school_id=request.school_id,
        help_request=request,
        author_id=by.person_id,
        author_name=signature(request.school, by),
        text=without_passwords(text.strip()),
        audience=Message.Audience.TEAM if is_note else Message.Audience.EVERYONE,
        channel=channel,
        mail_reference=mail_reference,
        written_at=now,
    )
    notices.tell_said(request, message, by=by, can_be_undone=can_be_undone)
    journal.noted(
        request, by=by, verb="helpdesk.noted" if is_note else "helpdesk.replied", message=message.pk
    )
    return message


@transaction.atomic
def follow_request(request: HelpRequest, person: Person, *, by: Actor) -> None:
    """« Me prévenir aussi »; following twice changes nothing."""
    require(policies.ask_for_help, by, None)
    _, is_new = Follower.objects.get_or_create(
        school_id=request.school_id, help_request=request, person=person
    )
    if is_new:
        journal.noted(request, by=by, verb="helpdesk.followed", person=person.pk)
