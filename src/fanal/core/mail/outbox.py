"""Writing a mail that will leave: a row in the action's own transaction, and the promise to send it.

If the action fails the mail never was. Guards: one mail for one key; at most `PER_HOUR` automatic mails to
one address, so that two machines never answer each other for ever (more to staff, whose requests move all
day); staff are left in peace at night.
"""

from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.utils import timezone
from procrastinate.contrib.django import app

from fanal.core.database.prepared import prepared
from fanal.core.files.attachments import Stored
from fanal.core.mail.addresses import Thread, message_id_for, new_reference
from fanal.core.mail.models import Mail
from fanal.core.mail.quoting import MARKER
from fanal.core.text.typography import NARROW, spaced

if TYPE_CHECKING:
    from fanal.accounts.models import School

PER_HOUR, PER_HOUR_TO_STAFF = 10, 30
SEND = "core.send_mail"
FEWER = "Recevoir moins de courriels"
CLOSED = "L’établissement est fermé : ce courriel attend qu’il rouvre."
NEWS = timedelta(days=7)  # beyond, somebody decides whether it is still worth sending
LOOP = "Trop de courriels automatiques vers cette adresse en une heure : celui-ci attend votre accord."


@dataclass(frozen=True)
class Section:
    """A part of a letter that tells several things; `link` is (words, address)."""

    title: str
    lines: tuple[str, ...]
    link: tuple[str, str] | None = None


@dataclass(frozen=True)
class OutgoingMail:
    """A mail to write. `key` makes it unique in the school; `link` is (words, address) of its one button.

    `fewer` is the address where its reader chooses to be written to less, without signing in.

    `reply_to`: who reads an answer, when it belongs to no thread; without it, answers are sorted by the team.

    `is_to_staff`: its reader is a person of the school, whom many requests may concern on a busy morning.

    `is_private`: that it was written at all says something of its reader; no list of mails names it.

    `is_automatic` is False only for what a person sends by pressing a button: ticket tools refuse what says
    `Auto-Submitted`.
    """

    key: str
    to: str
    subject: str
    text: str
    thread: Thread | None = None
    link: tuple[str, str] | None = None
    answers: str = ""
    is_automatic: bool = True
    attachments: tuple[Stored, ...] = ()
    sections: tuple[Section, ...] = ()
    fewer: str = ""
    reply_to: str = ""
    is_to_staff: bool = False
    is_private: bool = False


def _headers(school: "School", letter: OutgoingMail) -> dict[str, str]:
    headers = {}
    if letter.is_automatic:
        headers["Auto-Submitted"] = "auto-generated"
        headers["X-Auto-Response-Suppress"] = "All"
    if letter.thread:
        headers["References"] = " ".join(filter(None, [letter.thread.root, letter.answers]))
        headers["In-Reply-To"] = letter.answers or letter.thread.root
        headers["List-Id"] = f"{letter.thread.kind}.{school.uai.lower()}"
    if letter.fewer:
        headers["List-Unsubscribe"] = f"<{letter.fewer}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"  # RFC 8058
    return headers


def _link(link: tuple[str, str]) -> str:
    return f"\n{link[0]}{NARROW}:\n{link[1]}"


def _section(section: Section) -> str:
    lines = [f"\n{section.title}", *(f"- {line}" for line in section.lines)]
    return "\n".join([*lines, *([_link(section.link)] if section.link else [])])


def _plain(letter: OutgoingMail) -> str:
    lines = [f"-- {MARKER} --\n"] if letter.thread else []
    lines.append(letter.text.strip())
    lines += [_section(section) for section in letter.sections]
    if letter.link:
        lines.append(_link(letter.link))
    if letter.fewer:
        lines.append(f"\n{FEWER}{NARROW}: {letter.fewer}")
    return "\n".join(lines) + "\n"


def _html(school: "School", letter: OutgoingMail) -> str:
    return render_to_string(
        "mail/letter.html",
        {
            "school": school,
            "letter": letter,
            "marker": MARKER if letter.thread else "",
            "fewer_words": FEWER,
        },
    )


def _spaced(letter: OutgoingMail) -> OutgoingMail:
    """The same, with the spaces of French; its subject on one line: what breaks a line breaks a header."""
    sections = [
        replace(section, title=spaced(section.title), lines=tuple(map(spaced, section.lines)))
        for section in letter.sections
    ]
    subject = spaced(" ".join(letter.subject.split()))
    return replace(letter, subject=subject, text=spaced(letter.text), sections=tuple(sections))


@prepared
def _written(school_id: int, key: str) -> QuerySet[Mail]:
    return Mail.objects.for_school(school_id).filter(key=key)


@prepared
def _lately(school_id: int, to: str, since: datetime) -> QuerySet[Mail]:
    sent = Mail.objects.for_school(school_id).filter(to=to, is_automatic=True, queued_at__gt=since)
    return sent.only("pk")[:PER_HOUR_TO_STAFF]


def _is_loop(school: "School", letter: OutgoingMail, now: datetime) -> bool:
    most = PER_HOUR_TO_STAFF if letter.is_to_staff else PER_HOUR
    return letter.is_automatic and len(_lately(school.pk, letter.to, now - timedelta(hours=1))) >= most


def queue(
    school: "School", letter: OutgoingMail, *, now: datetime, not_before: datetime | None = None
) -> Mail:
    """Write the mail and promise to send it, not before `not_before`; the same key again changes nothing."""
    if written := _written.first(school.pk, letter.key):
        return written
    letter, reference = _spaced(letter), new_reference()
    is_loop = _is_loop(school, letter, now)
    mail = Mail.objects.create(
        school=school,
        key=letter.key,
        reference=reference,
        to=letter.to,
        subject=letter.subject[:200],
        text=_plain(letter),
        html=_html(school, letter),
        headers=_headers(school, letter),
        attachments=[asdict(file) for file in letter.attachments],
        reply_to=letter.thread.reply_address if letter.thread else letter.reply_to,
        message_id=message_id_for(letter.thread, reference, uai=school.uai),
        is_automatic=letter.is_automatic,
        is_private=letter.is_private,
        state=Mail.State.HELD if is_loop else Mail.State.QUEUED,
        reason=LOOP if is_loop else "",
        queued_at=now,
        not_before=not_before or now,
    )
    if not is_loop:
        promise(mail)
    return mail


def promise(mail: Mail) -> None:
    """Promise to send it when its time comes. Needs the action's transaction.

    What leaves at once has no hour: the queue would compare ours with the database's, which may be behind.
    """
    waits = mail.not_before > timezone.now()
    task = app.configure_task(SEND, schedule_at=mail.not_before if waits else None)
    task.defer(school_id=mail.school_id, mail_id=mail.pk)


def queue_again(mail: Mail, *, now: datetime) -> None:
    """Somebody decided that a mail not delivered, or held, must leave all the same."""
    mail.state, mail.reason, mail.attempts, mail.not_before = Mail.State.QUEUED, "", 0, now
    mail.save(update_fields=["state", "reason", "attempts", "not_before"])
    promise(mail)


def held_by_closing(school_id: int) -> QuerySet[Mail]:
    """The mails that did not leave because the school was closed."""
    return Mail.objects.for_school(school_id).filter(state=Mail.State.HELD, reason=CLOSED)


def release_held(school_id: int, *, now: datetime) -> None:
    """The school opens again: what its closing held leaves, unless it is no news any more."""
    fresh = held_by_closing(school_id).filter(queued_at__gte=now - NEWS)
    for mail in fresh.select_for_update(of=("self",)).order_by("pk"):
        queue_again(mail, now=now)


def _named(school_id: int, message_ids: list[str]) -> QuerySet[Mail]:
    rows: QuerySet[Mail] = Mail.objects.for_school(school_id)
    return rows.filter(message_id__in=message_ids)


def are_ours(school_id: int, message_ids: list[str]) -> bool:
    """Whether one of these Message-IDs is that of a mail of this school."""
    return _named(school_id, message_ids).exists()


def mark_returned(school_id: int, message_ids: list[str], reason: str) -> int:
    """A delivery report came back for these Message-IDs. Returns how many of our mails it was about."""
    mails = _named(school_id, message_ids)
    return mails.update(state=Mail.State.FAILED, reason=reason[:200])
