"""Escalating a request: what is sent to the authority, what it answers and promises."""

from dataclasses import replace
from datetime import date, datetime

from django.db import transaction

from fanal.accounts.models import School
from fanal.accounts.models.member import Actor
from fanal.accounts.policies.rights import require
from fanal.core import journal
from fanal.core.errors import RuleBroken
from fanal.core.files.attachments import Stored
from fanal.core.mail import outbox
from fanal.core.mail.models import Mail
from fanal.core.mail.outbox import OutgoingMail
from fanal.helpdesk.actions import notices
from fanal.helpdesk.actions.requests import go_on, locked, move
from fanal.helpdesk.models import HelpRequest, Message, Transmission
from fanal.helpdesk.policies import request as policies
from fanal.helpdesk.reading.authority import authority_name
from fanal.helpdesk.reading.dossier import Draft, _dossier, draft_for, pictures_of
from fanal.helpdesk.rules import dispatch
from fanal.helpdesk.rules.codes import AuthorityState, RequestState, WaitingFor
from fanal.helpdesk.rules.passwords import without_passwords

ALREADY = "Cette demande est déjà transmise. Utilisez « Relancer »."
ELSEWHERE = "L’établissement dépend d’une autre collectivité depuis : transmettez-lui la demande."
NO_ADDRESS = "L’adresse du service d’assistance n’est pas enregistrée : ajoutez-la dans les réglages."

ENDED_AS = {
    AuthorityState.DONE: "helpdesk.transmission_done",
    AuthorityState.REFUSED: "helpdesk.transmission_refused",
}


def refusals(request: HelpRequest) -> list[str]:
    """Why this request cannot be transmitted; an empty list means it can."""
    authority = request.school.authority
    if authority is None or not request.school.support_email:
        return [NO_ADDRESS]
    pending = Transmission.objects.for_school(request.school_id).filter(help_request=request).pending()
    if pending.filter(authority=authority).exists():
        return [ALREADY]
    return []


def _without_passwords(draft: Draft) -> Draft:
    """Line by line: a number of the form below « mot de passe oublié » is none."""
    lines = [without_passwords(line) for line in draft.text.split("\n")]
    return replace(draft, subject=without_passwords(draft.subject), text="\n".join(lines))


def _post(
    request: HelpRequest,
    draft: Draft,
    key: str,
    *,
    now: datetime,
    answers: str = "",
    pictures: tuple[Stored, ...] = (),
) -> Mail:
    # Written by a person: ticket tools refuse what says « Auto-Submitted ». Technicians have no quiet hours.
    letter = OutgoingMail(
        key=key,
        to=request.school.support_email,
        subject=draft.subject,
        text=draft.text,
        thread=notices.thread_of(request),
        answers=answers,
        is_automatic=False,
        attachments=pictures,
    )
    return outbox.queue(request.school, letter, now=now)


@transaction.atomic
def transmit_request(
    request: HelpRequest,
    draft: Draft | None = None,
    *,
    now: datetime,
    by: Actor,
    with_pictures: bool = True,
) -> Transmission:
    """Send it to the authority, composed or edited; the request then waits for them. One press."""
    request = locked(request)
    require(policies.transmit_request, by, request)
    # Whoever names another authority holds the same row; a join would still know the one before.
    request.school = School.objects.held(request.school_id)
    if reasons := refusals(request):
        raise RuleBroken(reasons)
    authority = request.school.authority
    key, pictures = f"transmit-{request.number}-{now.timestamp()}", pictures_of(request)
    written = draft_for(request, now=now) if draft is None else _without_passwords(draft)
    mail = _post(request, written, key, now=now, pictures=pictures if with_pictures else ())
    move(request, RequestState.WAITING, by=by, verb="helpdesk.transmitted", waiting_for=WaitingFor.AUTHORITY)
    values = {
        "state": AuthorityState.SENT,
        "sent_at": now,
        "ended_at": None,
        "refusal": "",
        "promised_on": None,
        "last_reminder_at": None,
        "reminders": 0,
        "message_ids": [mail.message_id],
    }
    # Refused or done once, it may be sent again: same row, its history is in the journal.
    transmission, _ = Transmission.objects.update_or_create(
        school_id=request.school_id, help_request=request, authority=authority, defaults=values
    )
    journal.created(transmission, by=by, verb="helpdesk.transmission_sent")
    return transmission


def _open(transmission: Transmission, *, is_to_write: bool = False) -> Transmission:
    """As it is now, held. A mail leaves for the authority of today, never in the thread of another."""
    transmission = Transmission.objects.for_school(transmission.school_id).locked(transmission.pk)
    if not transmission.is_pending:
        raise RuleBroken("Cette transmission est terminée : transmettez de nouveau la demande si besoin.")
    if is_to_write and transmission.authority_id != transmission.school.authority_id:
        raise RuleBroken(ELSEWHERE)
    return transmission


@transaction.atomic
def record_their_answer(
    transmission: Transmission, *, number: str, promised_on: date | None, by: Actor
) -> Transmission:
    """Keep their number and the day they promise; the request waits until that day."""
    request = locked(transmission.help_request)
    require(policies.record_their_answer, by, request)
    transmission = _open(transmission)
    with journal.change(transmission, by=by, verb="helpdesk.transmission_answered"):
        transmission.external_number = number.strip()[:40]
        transmission.promised_on = promised_on
        if promised_on:
            transmission.state = AuthorityState.PLANNED
        elif transmission.external_number or transmission.state == AuthorityState.PLANNED:
            transmission.state = AuthorityState.ACKNOWLEDGED
        transmission.save(update_fields=["external_number", "promised_on", "state"])
        if request.waiting_for == WaitingFor.AUTHORITY:
            HelpRequest.objects.for_school(request.school_id).filter(pk=request.pk).update(
                waiting_until=promised_on
            )
    return transmission


@transaction.atomic
def remind_authority(transmission: Transmission, *, now: datetime, by: Actor) -> Transmission:
    """« Relancer » : the same thread, with their number if we know it."""
    request = locked(transmission.help_request)
    require(policies.remind_authority, by, request)
    transmission = _open(transmission, is_to_write=True)
    today = now.astimezone(request.school.zone_info).date()
    dossier = _dossier(request, now)
    text = dispatch.reminder(
        dossier,
        sent_on=transmission.sent_at.astimezone(request.school.zone_info).date(),
        promised_on=transmission.promised_on,
        their_number=transmission.external_number,
        today=today,
    )
    draft = Draft(f"Relance – {dispatch.subject(dossier)}", text)
    key = f"remind-{request.number}-{today.isoformat()}"  # twice in a day is once
    mail = _post(
        request, draft, key, now=now, answers=transmission.message_ids[0] if transmission.message_ids else ""
    )
    if mail.message_id in transmission.message_ids:
        raise RuleBroken("Une relance est déjà partie aujourd’hui.")
    with journal.change(transmission, by=by, verb="helpdesk.transmission_reminded"):
        transmission.last_reminder_at, transmission.reminders = now, transmission.reminders + 1
        transmission.message_ids = [*transmission.message_ids, mail.message_id]
        transmission.save(update_fields=["last_reminder_at", "reminders", "message_ids"])
    return transmission


@transaction.atomic
def write_to_authority(transmission: Transmission, text: str, *, now: datetime, by: Actor) -> Message:
    """« Répondre au Département »: a mail in their thread, read here by whoever reads what they answer."""
    request = locked(transmission.help_request)
    require(policies.write_to_authority, by, request)
    transmission = _open(transmission, is_to_write=True)
    dossier, answer = _dossier(request, now), without_passwords(text.strip())
    draft = Draft(dispatch.subject(dossier), dispatch.answer(dossier, answer, by.name))
    key = f"answer-{request.number}-{now.timestamp()}"
    mail = _post(
        request, draft, key, now=now, answers=transmission.message_ids[-1] if transmission.message_ids else ""
    )
    transmission.message_ids = [*transmission.message_ids, mail.message_id]
    transmission.save(update_fields=["message_ids"])
    message = Message.objects.create(
        school_id=request.school_id,
        help_request=request,
        author_id=by.person_id,
        author_name=f"{by.name}, {authority_name(request.school).to_the}",
        text=answer,
        channel=Message.Channel.TOLD,
        written_at=now,
    )
    journal.noted(request, by=by, verb="helpdesk.told_authority", message=message.pk)
    return message


@transaction.atomic
def record_refusal(transmission: Transmission, reason: str, *, now: datetime, by: Actor) -> Transmission:
    """« La collectivité refuse » : the bursar is told why, and the request comes back to the school."""
    request = locked(transmission.help_request)
    require(policies.record_refusal, by, request)
    transmission = _open(transmission)
    if not reason.strip():
        raise RuleBroken("Dites pourquoi : le gestionnaire en a besoin pour décider de la suite.")
    Message.objects.create(
        school_id=request.school_id,
        help_request=request,
        author_id=by.person_id,
        author_name=by.name,
        text=f"Refus {authority_name(request.school).of_the} : {reason.strip()}",
        audience=Message.Audience.TEAM,
        written_at=now,
    )
    notices.tell_refused(request, reason.strip(), by=by)
    if request.waiting_for == WaitingFor.AUTHORITY:
        go_on(request, by=by, verb="helpdesk.came_back")
    return _end(transmission, AuthorityState.REFUSED, now=now, by=by, refusal=reason.strip()[:400])


@transaction.atomic
def conclude_transmission(transmission: Transmission, *, now: datetime, by: Actor) -> Transmission:
    """They did it: the requester is asked « Ça remarche ? »."""
    request = locked(transmission.help_request)
    require(policies.conclude_transmission, by, request)
    transmission = _open(transmission)
    if request.is_open:
        move(request, RequestState.SOLVED, by=by, verb="helpdesk.solved", solved_at=now)
    return _end(transmission, AuthorityState.DONE, now=now, by=by)


def _end(
    transmission: Transmission, state: AuthorityState, *, now: datetime, by: Actor, refusal: str = ""
) -> Transmission:
    with journal.change(transmission, by=by, verb=ENDED_AS[state]):
        transmission.state, transmission.ended_at, transmission.refusal = state, now, refusal
        transmission.save(update_fields=["state", "ended_at", "refusal"])
    return transmission
