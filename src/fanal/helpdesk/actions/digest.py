"""The summary of the day: one mail with the news of requests and reminders; and a person’s choice."""

from datetime import datetime
from itertools import groupby

from django.db import transaction
from django.utils import timezone

from fanal.accounts.models import Membership, Person, School
from fanal.accounts.models.member import Actor
from fanal.accounts.models.roles import TEAM
from fanal.accounts.policies.rights import require
from fanal.accounts.reading.calendars import leaves_at
from fanal.core import journal
from fanal.core.mail import outbox
from fanal.core.mail.models import Mail
from fanal.core.mail.outbox import OutgoingMail, Section
from fanal.helpdesk.actions.delivery import unsubscribe_link
from fanal.helpdesk.models import NoticeChoice, WaitingNotice
from fanal.helpdesk.policies import request as policies
from fanal.helpdesk.rules import letters
from fanal.helpdesk.rules.notification_frequency import NotificationFrequency


@transaction.atomic
def choose_notices(person: Person, frequency: NotificationFrequency, *, by: Actor) -> NoticeChoice:
    """Each mail at once, one a day, or those alone that expect something of this person."""
    require(policies.choose_notices, by, person)
    choice, _ = NoticeChoice.objects.get_or_create(school_id=person.school_id, person=person)
    choice = NoticeChoice.objects.for_school(person.school_id).locked(choice.pk)
    with journal.change(choice, by=by, verb="helpdesk.notices_chosen"):
        choice.frequency = frequency
        choice.save(update_fields=["frequency"])
        if frequency is NotificationFrequency.NEEDED:
            waiting = WaitingNotice.objects.for_school(person.school_id).filter(person=person)
            waiting.filter(needs_reader=False).delete()
    return choice


def digest_key(person_id: int, school: School, now: datetime) -> str:
    """One summary a person and a day of the school."""
    return f"recap-{person_id}-{now.astimezone(school.zone_info):%Y%m%d}"


@transaction.atomic
def send_digest(school: School, person_id: int, *, now: datetime) -> Mail | None:
    """Write the day's summary for this person, once; None when there is nothing to tell, or it was told.

    The news it tells goes in the same transaction: killed in the middle, nothing happened.
    """
    rows = WaitingNotice.objects.for_school(school).filter(person=person_id)
    rows = rows.exclude(not_before__gt=now)
    # Two workers may come at once: the second one waits here, and finds the summary written.
    waiting = list(rows.select_for_update(of=("self",)).order_by("help_request_id", "written_at", "pk"))
    key = digest_key(person_id, school, now)
    if not waiting or Mail.objects.for_school(school).filter(key=key).exists():
        return None
    person = Person.objects.for_school(school).get(pk=person_id)
    notices = _still_theirs(waiting, person, now)
    rows.filter(pk__in=[notice.pk for notice in waiting]).delete()
    if not notices or not person.is_written_to:
        return None
    return outbox.queue(
        school, _letter(school, person, key, notices), now=now, not_before=leaves_at(school, now)
    )


def _still_theirs(waiting: list[WaitingNotice], person: Person, now: datetime) -> list[WaitingNotice]:
    """What a colleague wrote is told to those who handle requests today, not to who did this morning."""
    memberships = Membership.objects.for_school(person.school_id).valid_on(timezone.localdate(now))
    if memberships.holding(*TEAM).filter(person=person).exists():
        return waiting
    return [notice for notice in waiting if not notice.is_for_team]


def _letter(school: School, person: Person, key: str, notices: list[WaitingNotice]) -> OutgoingMail:
    parts = [
        [*of_one] for _, of_one in groupby(notices, lambda notice: notice.help_request_id or notice.about)
    ]
    reminders = sum(1 for of_one in parts if of_one[0].help_request_id is None)
    news = sum(1 for notice in notices if notice.help_request_id)
    sections = tuple(_section(of_one, school) for of_one in parts)
    words = letters.digest(len(sections) - reminders, news, reminders)
    return OutgoingMail(
        key=key,
        to=person.email,
        subject=words.subject,
        text=words.text,
        sections=sections,
        fewer=unsubscribe_link(school, person),
        is_to_staff=True,
    )


def _section(of_one: list[WaitingNotice], school: School) -> Section:
    is_request = of_one[0].help_request_id is not None
    lines = tuple(
        f"{notice.written_at.astimezone(school.zone_info):%-d/%m à %-H h %M} : {notice.said}"
        if is_request
        else notice.said
        for notice in of_one
    )
    link = next((notice.link for notice in of_one if notice.link), "")
    words = "Ouvrir la demande" if is_request else "Ouvrir"
    return Section(of_one[0].about, lines, (words, link) if link else None)
