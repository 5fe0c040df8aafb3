"""One piece of news to one person: at once, in the summary of the day, or not at all, as they chose.

Called inside actions: mails and waiting news are rows of the same transaction.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db.models import QuerySet

from fanal.accounts.models import Person, School
from fanal.accounts.reading.calendars import leaves_at
from fanal.core.addresses import address
from fanal.core.mail import outbox
from fanal.core.mail.addresses import Thread, is_sealed, seal
from fanal.core.mail.outbox import OutgoingMail
from fanal.core.prepared import prepared
from fanal.helpdesk.models import HelpRequest, NoticeChoice, WaitingNotice
from fanal.helpdesk.rules.letters import Words
from fanal.helpdesk.rules.rhythm import Delivery, NotificationFrequency, way

PURPOSE = "courriels"
TOKEN = re.compile(r"[a-z2-7]{26}")


@dataclass(frozen=True)
class Notice:
    """What is told. `event` makes it unique for its request; without a link it opens nothing."""

    event: str
    words: Words
    link: tuple[str, str] | None = None
    thread: Thread | None = None
    is_for_team: bool = False
    needs_reader: bool = False
    cannot_wait: bool = False


@dataclass(frozen=True)
class Reminder:
    """What another app reminds of, for the summary of the day: what it is about, what is said, its page."""

    about: str
    said: str
    link: str


@prepared
def _chosen(school_id: int, *people: int) -> QuerySet[NoticeChoice]:
    return NoticeChoice.objects.for_school(school_id).filter(person__in=people)


def rhythms_of(school_id: int, people: Iterable[Person]) -> dict[int, str]:
    """What each of them chose, in one query; whoever chose nothing is absent."""
    keys = [person.pk for person in people]
    return {choice.person_id: choice.rhythm for choice in _chosen(school_id, *keys)} if keys else {}


def unsubscribe_link(school: School, person: Person) -> str:
    """Where this person chooses how many mails to receive, without signing in."""
    token = seal(PURPOSE, school.uai, person.pk)
    return f"{settings.PUBLIC_URL}{address('helpdesk_notices:choice', school.uai, token)}"


def reader_of(school: School, token: str) -> Person | None:
    """For whom this link was made. A link carries no id: the people of the school are tried one by one."""
    if not TOKEN.fullmatch(token):
        return None
    people = Person.objects.for_school(school).present().exclude(email="")
    return next((person for person in people if is_sealed(token, PURPOSE, school.uai, person.pk)), None)


def deliver(request: HelpRequest, person: Person, notice: Notice, rhythm: str, *, now: datetime) -> None:
    """Write it for this person, as they chose."""
    decided = way(
        rhythm or NotificationFrequency.EACH, needs_reader=notice.needs_reader, cannot_wait=notice.cannot_wait
    )
    key = f"demande-{request.number}-{notice.event}-{person.pk}"
    if decided is Delivery.NOW:
        send(request.school, person, notice, key, now)
    elif decided is Delivery.GROUPED:
        keep(request, person, notice, key, now)


def send(school: School, person: Person, notice: Notice, key: str, now: datetime) -> None:
    """At once, or when the school is no longer left in peace."""
    letter = OutgoingMail(
        key=key,
        to=person.email,
        subject=notice.words.subject,
        text=notice.words.text,
        thread=notice.thread,
        link=notice.link,
        fewer=unsubscribe_link(school, person),
        is_to_staff=True,
    )
    outbox.queue(school, letter, now=now, not_before=leaves_at(school, now))


def keep(request: HelpRequest, person: Person, notice: Notice, key: str, now: datetime) -> None:
    """Later: in the summary of the day."""
    # Whoever only follows reads no word of it: the sort and the place are in their news.
    is_theirs = notice.link is not None
    WaitingNotice.objects.get_or_create(
        school=request.school,
        key=key,
        defaults={
            "person": person,
            "help_request": request,
            "about": f"{request} : « {request.title} »" if is_theirs else str(request),
            "said": notice.words.news,
            "link": notice.link[1] if notice.link else "",
            "is_for_team": notice.is_for_team,
            "needs_reader": notice.needs_reader,
            "written_at": now,
        },
    )


def remind(school: School, person: Person, reminder: Reminder, key: str, now: datetime) -> None:
    """Later: in the summary of the day, beside the news of requests."""
    content = {"about": reminder.about[:200], "said": reminder.said, "link": reminder.link}
    rights = {"person": person, "is_for_team": False, "needs_reader": True, "written_at": now}
    WaitingNotice.objects.get_or_create(school=school, key=key, defaults=content | rights)
