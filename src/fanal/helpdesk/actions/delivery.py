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
from fanal.core.database.prepared import prepared
from fanal.core.errors import RuleBroken
from fanal.core.http.addresses import address
from fanal.core.mail import outbox
from fanal.core.mail.addresses import Thread, is_sealed, seal
from fanal.core.mail.models import Mail
from fanal.core.mail.outbox import OutgoingMail
from fanal.core.pages.undo import WINDOW
from fanal.helpdesk.models import HelpRequest, NoticeChoice, WaitingNotice
from fanal.helpdesk.rules.letters import Words
from fanal.helpdesk.rules.notification_frequency import (
    Delivery,
    NotificationFrequency,
    delivery_of,
)

PURPOSE = "courriels"
TOKEN = re.compile(r"[a-z2-7]{26}")
TOO_LATE = "Le courriel est déjà parti : rouvrez plutôt la demande."


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
    can_be_undone: bool = False


@dataclass(frozen=True)
class Reminder:
    """What another app reminds of, for the summary of the day: what it is about, what is said, its page."""

    about: str
    said: str
    link: str


@prepared
def _chosen(school_id: int, *people: int) -> QuerySet[NoticeChoice]:
    return NoticeChoice.objects.for_school(school_id).filter(person__in=people)


def frequencies_of(school_id: int, people: Iterable[Person]) -> dict[int, str]:
    """What each of them chose, in one query; whoever chose nothing is absent."""
    keys = [person.pk for person in people]
    return {choice.person_id: choice.frequency for choice in _chosen(school_id, *keys)} if keys else {}


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


def key_of(request: HelpRequest, event: str) -> str:
    """How the keys begin of all that is written of this event, whoever it is for."""
    return f"demande-{request.number}-{event}-"


def deliver(request: HelpRequest, person: Person, notice: Notice, frequency: str, *, now: datetime) -> None:
    """Write it for this person, as they chose."""
    delivery = delivery_of(
        frequency or NotificationFrequency.EACH,
        needs_reader=notice.needs_reader,
        cannot_wait=notice.cannot_wait,
    )
    key = f"{key_of(request, notice.event)}{person.pk}"
    if delivery is Delivery.NOW:
        send(request.school, person, notice, key, now)
    elif delivery is Delivery.GROUPED:
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
    leaves = leaves_at(school, now)
    if notice.can_be_undone:
        leaves = max(leaves, now + WINDOW)
    outbox.queue(school, letter, now=now, not_before=leaves)


def take_back(request: HelpRequest, event: str, *, since: datetime) -> None:
    """What was written of this event since that moment never was; RuleBroken when some of it has left."""
    mails = _mails_of(request, event).filter(queued_at__gte=since)
    hold_back(request, event)
    if mails.exists():
        raise RuleBroken(TOO_LATE)


def hold_back(request: HelpRequest, event: str) -> None:
    """What was written of this event and has not left is true no longer: it does not leave."""
    _mails_of(request, event).filter(state__in=[Mail.State.QUEUED, Mail.State.HELD]).delete()
    notices = WaitingNotice.objects.for_school(request.school_id)
    notices.filter(key__startswith=key_of(request, event)).delete()


def is_told(request: HelpRequest, event: str, person: Person) -> bool:
    """Whether this person was written to of this event, and it has left."""
    sent = _mails_of(request, event).exclude(state__in=[Mail.State.QUEUED, Mail.State.HELD])
    return sent.filter(to=person.email).exists()


def _mails_of(request: HelpRequest, event: str) -> QuerySet[Mail]:
    rows: QuerySet[Mail] = Mail.objects.for_school(request.school_id)
    return rows.filter(key__startswith=key_of(request, event))


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
            "not_before": now + WINDOW if notice.can_be_undone else None,
        },
    )


def tell_alone(school: School, person: Person, notice: Notice, frequency: str, *, now: datetime) -> None:
    """News about no request, for this person as they chose."""
    delivery = delivery_of(frequency or NotificationFrequency.EACH, needs_reader=False, cannot_wait=False)
    key = f"{notice.event}-{person.pk}"
    if delivery is Delivery.NOW:
        send(school, person, notice, key, now)
    elif delivery is Delivery.GROUPED:
        link = notice.link[1] if notice.link else ""
        remind(school, person, Reminder(notice.words.subject, notice.words.news, link), key, now)


def remind(school: School, person: Person, reminder: Reminder, key: str, now: datetime) -> None:
    """Later: in the summary of the day, beside the news of requests."""
    content = {"about": reminder.about[:200], "said": reminder.said, "link": reminder.link}
    rights = {"person": person, "is_for_team": False, "needs_reader": True, "written_at": now}
    WaitingNotice.objects.get_or_create(school=school, key=key, defaults=content | rights)
