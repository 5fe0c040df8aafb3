"""Do the configured mail servers answer, now? One bounded try, and what they said."""

import smtplib
import threading
from collections.abc import Callable
from email.message import EmailMessage
from email.utils import format_datetime, parseaddr
from imaplib import IMAP4

from django.conf import settings
from django.utils import timezone

from fanal.core.mail.addresses import message_id_for, new_reference
from fanal.core.mail.inbox import open_mailbox
from fanal.core.mail.servers import BadAddress, read_server, smtp
from fanal.core.mail.wire import WIRE

REFUSED = 400  # and above: a refusal, for now or for good (RFC 5321)
PATIENCE = 10  # seconds for one try, whatever the server does
SUBJECT = "Essai d’envoi de Fanal"
TEXT = (
    "Bonjour,\n\nCe courriel d’essai a été demandé par la personne qui tient le serveur de Fanal "
    "({url}).\nS’il vous parvient, l’envoi fonctionne. Vous n’avez rien à faire.\n"
)
SILENT = f"il n’a pas répondu en {PATIENCE} secondes"


class NoAnswer(Exception):
    """The server did not do what was asked; the text says what it answered, in French where we wrote it."""


def sending_server(url: str) -> str:
    """What the sending server answers to whoever signs in, as `FANAL_SMTP_URL` says. Raises NoAnswer."""

    def greet() -> str:
        with smtp(read_server(url), timeout=PATIENCE) as link:
            return _line(link.noop())

    return _within(greet)


def mailbox(url: str) -> str:
    """The folder that was opened, as `FANAL_IMAP_URL` says. Raises NoAnswer."""

    def enter() -> str:
        server = read_server(url)
        with open_mailbox(server, timeout=PATIENCE):
            return server.folder

    return _within(enter)


def send_trial(to: str) -> str:
    """Hand one real mail to the configured server; its own last answer. Raises NoAnswer."""
    message = _trial(to)

    def hand_over() -> str:
        with smtp(read_server(settings.ENV.smtp_url), timeout=PATIENCE) as link:
            _, sender = parseaddr(settings.ENV.mail_from)
            _accepted(link.mail(sender))
            _accepted(link.rcpt(to))
            return _accepted(link.data(message.as_bytes()))

    return _within(hand_over)


def _accepted(answer: tuple[int, bytes]) -> str:
    if answer[0] >= REFUSED:
        raise NoAnswer(_line(answer))
    return _line(answer)


def _trial(to: str) -> EmailMessage:
    message = EmailMessage(policy=WIRE)
    message["From"] = settings.ENV.mail_from
    message["To"] = to
    message["Subject"] = SUBJECT
    message["Date"] = format_datetime(timezone.localtime())
    message["Message-ID"] = message_id_for(None, new_reference())
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(TEXT.format(url=settings.PUBLIC_URL))
    return message


def _line(answer: tuple[int, bytes]) -> str:
    code, words = answer
    return f"{code} {' '.join(words.decode('utf-8', 'replace').split())[:200]}"


def _problem_words(problem: Exception) -> str:
    """Its own words when it had any; never the password that our own address holds."""
    if isinstance(problem, smtplib.SMTPResponseException):
        words = problem.smtp_error
        return _line((problem.smtp_code, words if isinstance(words, bytes) else words.encode()))
    if isinstance(problem, smtplib.SMTPNotSupportedError):
        return "il n’offre pas de liaison chiffrée (STARTTLS)"
    return " ".join(str(problem).split())[:200] or type(problem).__name__


def _within(do: Callable[[], str]) -> str:
    """In a thread of its own: a server that answers one byte a second does not hold whoever asks."""
    answers: list[str | Exception] = []

    def run() -> None:
        try:
            answers.append(do())
        except (NoAnswer, BadAddress, smtplib.SMTPException, IMAP4.error, OSError, ValueError) as problem:
            answers.append(problem)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    thread.join(PATIENCE)
    answer = answers[0] if answers else NoAnswer(SILENT)
    if isinstance(answer, NoAnswer):
        raise answer
    if isinstance(answer, Exception):
        raise NoAnswer(_problem_words(answer)) from answer
    return answer
