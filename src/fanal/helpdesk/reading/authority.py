"""The authority's side of requests: how it is named and signs, « Où en est-on ? », since when rows wait."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import F, Func, QuerySet, TextField

from fanal.accounts.models import School
from fanal.accounts.models.member import Actor, Member
from fanal.accounts.models.roles import TEAM, Role
from fanal.accounts.reading.calendars import office_days
from fanal.core.database.prepared import prepared
from fanal.core.mail.departure import unsent_mail, why_it_waits
from fanal.helpdesk.models import HelpRequest, Transmission
from fanal.helpdesk.rules.codes import RequestState, WaitingFor
from fanal.helpdesk.rules.due import days_late, reminder_due
from fanal.helpdesk.rules.wording import (
    AuthorityName,
    Reader,
    Wait,
    promise,
    short_label,
    since,
    waiting_sentence,
)
from fanal.year.rules.delays import working_days_between

LAST_OF = "(%(expressions)s)[cardinality(%(expressions)s)]"  # of an array of PostgreSQL


def authority_name(school: School) -> AuthorityName:
    return AuthorityName.of_kind(school.authority.kind if school.authority else "")


def signature(school: School, by: Actor) -> str:
    """How a message is signed: a technician speaks for the authority, anyone else in their own name."""
    if not by.has(Role.TECHNICIAN):
        return by.name
    name = authority_name(school).the
    return name[:1].upper() + name[1:]


@dataclass(frozen=True)
class Escalation:
    """One transmission in words; `sent` is None while the authority knows nothing."""

    name: AuthorityName
    step: str
    sent: Transmission | None = None
    sentence: str = ""
    waits: str = ""  # why its last mail has not left; empty once it has
    is_reminder_due: bool = False
    can_be_sent: bool = False
    # A thread is open with them: what is written goes there.
    can_be_answered: bool = False


def _day(moment: datetime | None, school: School) -> date | None:
    return moment.astimezone(school.zone_info).date() if moment else None


def _wait(sent: Transmission, school: School, today: date) -> Wait:
    """On the authority's own calendar: its people work during school holidays."""
    calendar = office_days(school)
    return Wait(
        WaitingFor.AUTHORITY,
        working_days_between(_day(sent.sent_at, school) or today, today, calendar),
        sent.promised_on,
        days_late(sent.promised_on, today, calendar),
    )


def _step(request: HelpRequest, name: AuthorityName, reader: Reader) -> str:
    """Where the request stands, whoever reads: « En attente du Département », « En attente de vous »."""
    if request.state == RequestState.WAITING:
        return short_label(WaitingFor(request.waiting_for), authority=name, reader=reader)
    return request.state_words if reader is Reader.TEAM else request.words_for_requester


def reader_of(member: Member) -> Reader:
    return Reader.TEAM if member.has(*TEAM, Role.TECHNICIAN) else Reader.REQUESTER


@prepared
def latest_sent(school_id: int, pk: int) -> QuerySet[Transmission]:
    last = Func(F("message_ids"), template=LAST_OF, output_field=TextField())
    rows = Transmission.objects.for_school(school_id).filter(help_request=pk).annotate(last=last)
    return rows.annotate(unsent=unsent_mail("last")).latest_first()[:1]


def escalation_of(request: HelpRequest, member: Member, *, today: date) -> Escalation:
    """The authority's side of one request (one query)."""
    school = request.school
    name = authority_name(school)
    step = _step(request, name, reader_of(member))
    sent = latest_sent.first(school.pk, request.pk)
    if sent is None or not sent.is_pending or sent.authority_id != school.authority_id:
        has_address = bool(school.support_email)
        return Escalation(name, step, sent, can_be_sent=has_address and request.is_open)
    is_due = reminder_due(
        asked_on=_day(sent.sent_at, school) or today,
        promised_on=sent.promised_on,
        reminded_on=_day(sent.last_reminder_at, school),
        reminders=sent.reminders,
        today=today,
        calendar=office_days(school),
    )
    sentence = waiting_sentence(_wait(sent, school, today), authority=name, reader=Reader.TEAM, today=today)
    return Escalation(name, step, sent, sentence, why_it_waits(sent.unsent), is_due, can_be_answered=True)


def step_of(request: HelpRequest, member: Member) -> str:
    """Where this request of the member's school stands, without a question to the database."""
    return _step(request, authority_name(member.school), reader_of(member))


def say_steps(rows: Iterable[HelpRequest], member: Member, *, today: date) -> None:
    """Set `step`, « En attente du Département », and `waits`, « depuis 3 jours ouvrés », on each row."""
    listed: list[Any] = list(rows)
    school, reader = member.school, reader_of(member)
    waiting = {row.pk for row in listed if row.waiting_for == WaitingFor.AUTHORITY}
    pending = Transmission.objects.for_school(school).filter(help_request__in=waiting).pending()
    sent = pending.by_request() if waiting else {}
    name = authority_name(school)
    for row in listed:
        row.step = _step(row, name, reader)
        row.waits = _since(_wait(sent[row.pk], school, today), today) if row.pk in sent else ""


def _since(wait: Wait, today: date) -> str:
    return since(wait.days) + promise(wait, today=today)
