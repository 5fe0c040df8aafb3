"""What a mail received does: an answer joins its thread, anything doubtful waits for the team."""

from datetime import datetime

from django.db import transaction

from fanal.accounts.models import Person, School
from fanal.accounts.models.member import Actor, system
from fanal.accounts.models.roles import System
from fanal.accounts.policies.rights import require
from fanal.core import journal
from fanal.core.errors import RuleBroken
from fanal.core.mail import outbox, pile
from fanal.core.mail.models import IncomingMail, Mail
from fanal.core.mail.outbox import OutgoingMail
from fanal.core.tenancy import scope
from fanal.helpdesk.actions import notices
from fanal.helpdesk.actions.files import join_file
from fanal.helpdesk.actions.mail_files import keep_files
from fanal.helpdesk.actions.requests import (
    ask_for_help,
    close_request,
    go_on,
    locked,
    reopen_request,
    reply_to_request,
)
from fanal.helpdesk.models import HelpRequest, Message, Transmission
from fanal.helpdesk.policies import mail as policies
from fanal.helpdesk.reading.correspondents import KIND, Correspondent, correspondent
from fanal.helpdesk.rules import answers, letters
from fanal.helpdesk.rules.answers import AnswerEffect
from fanal.helpdesk.rules.codes import AuthorityState, RequestState

MAIL = system(System.MAIL)
BAD_TOKEN = "Ce courriel ne répond à aucune demande connue."
UNKNOWN = "Cette adresse n’est pas connue sur cette demande."
FORGED = "Rien ne prouve que ce courriel vient de l’adresse qu’il affiche."
MACHINE = "Réponse automatique : gardée, sans effet."
GOES_ON = "[La suite est dans « Tout le message ».]"
FILED_AS = {
    IncomingMail.State.FILED: "helpdesk.mail_filed",
    IncomingMail.State.TO_SORT: "helpdesk.mail_to_sort",
    IncomingMail.State.REFUSED: "helpdesk.mail_refused",
    IncomingMail.State.DISCARDED: "helpdesk.mail_discarded",
}
LONGEST, LONGEST_REQUEST = 8000, 4000


@transaction.atomic
def receive_mail(mail: IncomingMail, *, now: datetime) -> IncomingMail:
    """File one mail: in its thread, or among those to sort. Repeatable: one already filed is left alone."""
    mail = IncomingMail.objects.for_school(mail.school_id).locked(mail.pk)
    if mail.state != IncomingMail.State.NEW:
        return mail
    request = _request_of(mail)
    who = correspondent(mail.sender, request) if request and mail.is_genuine else None
    if mail.reason:
        return _refuse(mail, who, request, now)
    if request is None and mail.is_automatic and mail.is_proven:
        return _put(mail, IncomingMail.State.FILED, MACHINE)
    if request is None or who is None:
        doubt = UNKNOWN if mail.is_genuine else FORGED
        return _put(mail, IncomingMail.State.TO_SORT, doubt if request else BAD_TOKEN)
    if mail.is_automatic:
        return _put(mail, IncomingMail.State.FILED, MACHINE)
    _join(mail, request, who, now)
    return _put(mail, IncomingMail.State.FILED, "")


def _request_of(mail: IncomingMail) -> HelpRequest | None:
    """The request whose sealed address it was sent to; a number without a seal proves nothing."""
    if not mail.is_proven or mail.thread_kind != KIND or mail.thread_number is None:
        return None
    return HelpRequest.objects.for_school(mail.school_id).filter(number=mail.thread_number).first()


def _put(mail: IncomingMail, state: IncomingMail.State, reason: str, *, by: Actor = MAIL) -> IncomingMail:
    with journal.change(mail, by=by, verb=FILED_AS[state]):
        mail.state, mail.reason = state, reason
        mail.save(update_fields=["state", "reason", "thread_number"])
    return mail


def _refuse(
    mail: IncomingMail, who: Correspondent | None, request: HelpRequest | None, now: datetime
) -> IncomingMail:
    """Too heavy or unreadable: kept with its sentence; only someone we know is answered."""
    if who and request and not mail.is_automatic and not mail.is_generated:
        words = letters.unreadable(mail.reason)
        letter = OutgoingMail(
            f"refused-{mail.reference}", mail.sender, words.subject, words.text, notices.thread_of(request)
        )
        outbox.queue(mail.school, letter, now=now)
    return _put(mail, IncomingMail.State.TO_SORT if who is None else IncomingMail.State.REFUSED, mail.reason)


def _text_of(mail: IncomingMail, left_out: list[str], *, before: str = "", longest: int = LONGEST) -> str:
    """What the mail says, below `before`, in at most `longest` signs; what is cut is said."""
    text = f"{before}{mail.text or mail.whole_text or '(message vide)'}".strip()
    room = longest - sum(len(sentence) + 2 for sentence in left_out)
    if len(text) > room:
        text = f"{text[: room - len(GOES_ON) - 2]}\n\n{GOES_ON}"
    return "\n\n".join([text, *left_out])


def _join(mail: IncomingMail, request: HelpRequest, who: Correspondent, now: datetime) -> None:
    """Add what is new to the thread, then let it change what it may change."""
    if who.is_authority:
        _hear_authority(mail, request)
        _write(mail, request, who.actor, now, Message.Channel.AUTHORITY)
        return
    meaning = answers.meaning(mail.text)
    days = (now - request.closed_at).days if request.closed_at else 0
    effect = answers.effect(
        RequestState(request.state), meaning, waiting_for=request.waiting_for, days_closed=days
    )
    if not who.is_requester or mail.is_generated or request.merged_into_id:
        effect = AnswerEffect.NOTHING
    if effect is AnswerEffect.LINK:
        _link(mail, request, who, now)
        return
    _write(mail, request, who.actor, now, Message.Channel.MAIL)
    apply_effect(request, effect, now=now, by=who.actor)


def _write(
    mail: IncomingMail, request: HelpRequest, by: Actor, now: datetime, channel: Message.Channel
) -> None:
    files, left_out = keep_files(mail)
    message = reply_to_request(
        request, _text_of(mail, left_out), now=now, by=by, channel=channel, mail_reference=mail.reference
    )
    for file in files:
        join_file(request, file, by=by, message=message)


def apply_effect(request: HelpRequest, effect: AnswerEffect, *, now: datetime, by: Actor) -> None:
    """« oui » closes, « non » reopens, an answer that was waited for puts the request back to work."""
    if effect is AnswerEffect.CLOSE:
        close_request(request, now=now, by=by)
    elif effect is AnswerEffect.REOPEN:
        reopen_request(request, now=now, by=by)
    elif effect is AnswerEffect.RESUME:
        request = locked(request)
        go_on(request, by=by, verb="helpdesk.answered")


def _link(mail: IncomingMail, request: HelpRequest, who: Correspondent, now: datetime) -> None:
    """Closed too long ago: a new request that says which one it follows."""
    assert who.person is not None
    files, left_out = keep_files(mail)
    before = f"Suite de la demande n° {request.number}.\n\n"
    text = _text_of(mail, left_out, before=before, longest=LONGEST_REQUEST)
    place = {"room": request.room, "equipment": request.equipment, "service": request.service}
    values = {"text": text, "kind": request.kind, "mail_reference": mail.reference, **place}
    help_request = ask_for_help(request.school, who.person, values, now=now, by=who.actor)
    for file in files:
        join_file(help_request, file, by=who.actor)
    mail.thread_number = help_request.number


def _hear_authority(mail: IncomingMail, request: HelpRequest) -> None:
    """Their number, if the subject or the text gives one we did not have."""
    sent = Transmission.objects.for_school(request.school_id).filter(help_request=request).pending().first()
    if sent is None:
        return
    sent = Transmission.objects.for_school(request.school_id).locked(sent.pk)
    number = answers.external_number(mail.subject, mail.text)
    with journal.change(sent, by=MAIL, verb="helpdesk.transmission_answered"):
        sent.external_number = sent.external_number or number
        if sent.state == AuthorityState.SENT:
            sent.state = AuthorityState.ACKNOWLEDGED
        sent.save(update_fields=["external_number", "state"])


def _to_sort(mail: IncomingMail, by: Actor) -> IncomingMail:
    require(policies.sort_mail, by, None)
    mail = IncomingMail.objects.for_school(mail.school_id).locked(mail.pk)
    if mail.state not in {IncomingMail.State.TO_SORT, IncomingMail.State.NEW}:
        raise RuleBroken("Ce courriel est déjà classé.")
    return mail


@transaction.atomic
def take_from_pile(number: int, school: School, *, by: Actor) -> None:
    """Whoever operates the server gives this school a mail that named none. Raises NotInPile."""
    require(policies.take_from_pile, by, school)
    pile.file_under(number, school.pk)
    with scope(school):
        journal.noted(school, by=by, verb="helpdesk.mail_from_pile")


@transaction.atomic
def attach_mail(mail: IncomingMail, request: HelpRequest, *, now: datetime, by: Actor) -> IncomingMail:
    """The team says which request this mail is about; it joins its thread, signed by its sender's address."""
    mail = _to_sort(mail, by)
    files, left_out = keep_files(mail)
    sender = mail.sender_name or mail.sender or "expéditeur inconnu"
    text = _text_of(mail, left_out, before=f"De {sender} :\n\n")
    message = reply_to_request(
        request, text, now=now, by=by, channel=Message.Channel.MAIL, mail_reference=mail.reference
    )
    for file in files:
        join_file(request, file, by=by, message=message)
    mail.thread_number = request.number
    return _put(mail, IncomingMail.State.FILED, "", by=by)


@transaction.atomic
def ask_by_mail(mail: IncomingMail, requester: Person, *, now: datetime, by: Actor) -> HelpRequest:
    """The team makes a request of this mail, in the name of the one it is from."""
    mail = _to_sort(mail, by)
    files, left_out = keep_files(mail)
    text = _text_of(mail, left_out, before=f"{mail.subject}\n\n", longest=LONGEST_REQUEST)
    values = {"text": text, "mail_reference": mail.reference}
    help_request = ask_for_help(mail.school, requester, values, now=now, by=by)
    for file in files:
        join_file(help_request, file, by=by)
    mail.thread_number = help_request.number
    _put(mail, IncomingMail.State.FILED, "", by=by)
    return help_request


@transaction.atomic
def discard_mail(mail: IncomingMail, *, by: Actor) -> IncomingMail:
    """It is about nothing of ours; the original stays until its retention ends."""
    return _put(_to_sort(mail, by), IncomingMail.State.DISCARDED, "", by=by)


@transaction.atomic
def send_again(mail: Mail, *, now: datetime, by: Actor) -> Mail:
    """A mail that did not leave, or was held, leaves because somebody says so."""
    require(policies.send_again, by, None)
    mail = Mail.objects.for_school(mail.school_id).locked(mail.pk)
    if mail.state not in {Mail.State.FAILED, Mail.State.HELD}:
        raise RuleBroken("Ce courriel est déjà parti, ou va partir.")
    outbox.queue_again(mail, now=now)
    journal.noted(mail.school, by=by, verb="helpdesk.mail_sent_again", mail=mail.reference)
    return mail
