"""Handing queued mails to the real server: once it said yes they are sent, else they are tried again.

A mail that crashed between the server's yes and our commit leaves twice with the same Message-ID. A temporary
refusal is tried again for about five hours, then shown « à traiter ». A demonstration never sends anything.
"""

import smtplib
from datetime import timedelta
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime, parseaddr

from django.conf import settings
from django.utils import timezone

from fanal.core import jobs
from fanal.core.files.attachments import read_whole
from fanal.core.mail import outbox
from fanal.core.mail.addresses import claims
from fanal.core.mail.models import Mail
from fanal.core.mail.sealed import opened
from fanal.core.mail.servers import BadAddress, read_server, smtp
from fanal.core.mail.wire import WIRE
from fanal.core.models import Installation
from fanal.core.queues import Queue
from fanal.core.stores.unavailable import StoreUnavailable

WAITS_MINUTES = (1, 5, 15, 60, 240)
PERMANENT = 500
LONGEST_SUBJECT = 200
UNWRITABLE = "Ce courriel contient un caractère qu’aucun serveur n’accepte : corrigez son objet ou l’adresse."
UNREACHABLE = "Le serveur d’envoi ne répond pas. Fanal réessaie, puis vous le dit ici."


def compose(mail: Mail) -> EmailMessage:
    """The mail as it leaves: text and HTML, one Message-ID, and where answers go."""
    message = EmailMessage(policy=WIRE)
    _, sender = parseaddr(settings.ENV.mail_from)
    message["From"] = Address(" ".join(mail.school.name.split()), addr_spec=sender)
    message["To"] = mail.to
    message["Subject"] = _subject(mail)
    message["Date"] = format_datetime(timezone.localtime(mail.queued_at))
    message["Message-ID"] = mail.message_id
    if mail.reply_to:
        message["Reply-To"] = mail.reply_to
    for name, value in mail.headers.items():
        message[name] = f"<{value}.{settings.ENV.mail_domain}>" if name == "List-Id" else value
    text, html = opened(mail)
    message.set_content(text)
    message.add_alternative(html, subtype="html")
    _enclose(message, mail)
    return message


def _subject(mail: Mail) -> str:
    """With the tag of its thread, which is never cut: a tool that answers to `From` keeps the subject."""
    tag = next((f" {claim.tag}" for claim in claims([mail.reply_to], [])), "")
    return mail.subject[: LONGEST_SUBJECT - len(tag)] + tag


def _enclose(message: EmailMessage, mail: Mail) -> None:
    """The files that leave with it; one whose bytes were erased since is left out, the words still leave."""
    for attachment in mail.attachments:
        data = read_whole(mail.school_id, attachment["sha256"])
        if data is not None:
            kind, sort = attachment["mime"].split("/", 1)
            message.add_attachment(data, maintype=kind, subtype=sort, filename=attachment["name"])


def _hand_over(message: EmailMessage) -> None:
    with smtp(read_server(settings.ENV.smtp_url)) as link:
        link.send_message(message)


def _code(problem: Exception) -> int:
    if isinstance(problem, smtplib.SMTPRecipientsRefused):
        return max(code for code, _ in problem.recipients.values())
    return getattr(problem, "smtp_code", 0)


def _try(mail: Mail) -> None:
    mail.attempts += 1
    try:
        message = compose(mail)
    except StoreUnavailable as problem:
        _wait(mail, problem.sentence)
        return
    except ValueError:  # the library refuses a header or an address; it would refuse it again
        mail.state, mail.reason = Mail.State.FAILED, UNWRITABLE
        return
    try:
        _hand_over(message)
    except (smtplib.SMTPException, OSError, BadAddress) as problem:
        _failed(mail, _code(problem))
    else:
        mail.state, mail.reason, mail.sent_at = Mail.State.SENT, "", timezone.now()


def _failed(mail: Mail, code: int) -> None:
    """Try later, or say that it will not leave."""
    reason = f"Le serveur d’envoi a refusé ce courriel (code {code})." if code else UNREACHABLE
    _wait(mail, reason, is_final=code >= PERMANENT)


def _wait(mail: Mail, reason: str, *, is_final: bool = False) -> None:
    mail.reason = reason
    if is_final or mail.attempts > len(WAITS_MINUTES):
        mail.state = Mail.State.FAILED
        return
    mail.not_before = timezone.now() + timedelta(minutes=WAITS_MINUTES[mail.attempts - 1])
    outbox.promise(mail)


def _is_demonstration() -> bool:
    return Installation.objects.filter(is_demonstration=True).exists()


@jobs.task(outbox.SEND, queue=Queue.MAIL)
def send_mail(*, school_id: int, mail_id: int) -> None:
    """Send one queued mail; whatever is not queued any more is left alone."""
    waiting = Mail.objects.for_school(school_id).select_for_update(of=("self",)).select_related("school")
    mail = waiting.filter(pk=mail_id, state=Mail.State.QUEUED).first()
    if mail is None:
        return
    if not mail.school.is_open_on(timezone.localdate(timezone=mail.school.zone_info)):
        mail.state, mail.reason = Mail.State.HELD, outbox.CLOSED
    elif _is_demonstration():
        mail.state = Mail.State.KEPT
    elif settings.ENV.smtp_url:
        _try(mail)
    mail.save(update_fields=["state", "reason", "attempts", "not_before", "sent_at"])


def send_waiting(school_id: int) -> int:
    """Promise again what should have left ten minutes ago (no server then, a dead worker). How many."""
    late = timezone.now() - timedelta(minutes=10)
    waiting = Mail.objects.for_school(school_id).filter(state=Mail.State.QUEUED, not_before__lt=late)
    mails = list(waiting.order_by("not_before")[:200]) if settings.ENV.smtp_url else []
    for mail in mails:
        outbox.promise(mail)
    return len(mails)
