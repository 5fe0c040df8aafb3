"""The convocation of a meeting: the agenda and a calendar file, once to each member, again when it moves.

A mail for one sending and one member: the same sending never leaves twice. A meeting writes at most to a
bounded number of addresses a day, and each mail says that a program wrote it, so that no machine answers.
"""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.db import transaction

from fanal.accounts.models import Person
from fanal.accounts.models.member import Actor
from fanal.accounts.policies.rights import require
from fanal.accounts.reading.calendars import leaves_at
from fanal.commission.models import CommissionMember, Meeting
from fanal.commission.policies import meeting as policies
from fanal.commission.reading.convocation import (
    agenda_lines,
    answer_words,
    calendar_file,
    content_seal,
    link_of,
    mail_key,
    mails_of,
    person_to_answer,
    place_and_time,
    recipients_of,
)
from fanal.commission.rules import meeting as rules
from fanal.commission.rules.meeting import MeetingState
from fanal.core import journal
from fanal.core.attachments import Stored, keep_own
from fanal.core.errors import RuleBroken
from fanal.core.mail import outbox
from fanal.core.mail.outbox import OutgoingMail

DAY = timedelta(days=1)


@transaction.atomic
def convene_meeting(meeting: Meeting, *, today: date, now: datetime, by: Actor) -> Meeting:
    """Send the agenda to the members; sent again only when the day, the place or the agenda changed."""
    meeting = Meeting.objects.for_school(meeting.school_id).select_related("school").locked(meeting.pk)
    require(policies.convene_meeting, by, meeting)
    is_again, seal = meeting.state == MeetingState.CONVENED, content_seal(meeting)
    is_unchanged = is_again and meeting.sent_seal == seal
    _refuse(meeting, today=today, now=now, is_unchanged=is_unchanged)
    values = {
        "state": MeetingState.CONVENED,
        "sequence": meeting.sequence + 1 if is_again else 0,
        "sent_seal": seal,
        "convened_at": now,
    }
    journal.write_changes(meeting, values, by=by, verb="commission.meeting_convened")
    subject = "Ordre du jour modifié" if is_again else "Convocation"
    _write(meeting, subject, now=now, by=by)
    return meeting


def _refuse(meeting: Meeting, *, today: date, now: datetime, is_unchanged: bool = False) -> None:
    mailed = mails_of(meeting).filter(queued_at__gt=now - DAY).count()
    reasons = rules.convocation_refusals(
        items=len(agenda_lines(meeting)),
        recipients=len(recipients_of(meeting)),
        day=meeting.day,
        today=today,
        mailed=mailed,
        is_unchanged=is_unchanged,
    )
    if reasons:
        raise RuleBroken(reasons)


def tell_moved(meeting: Meeting, *, today: date, now: datetime, by: Actor) -> None:
    """An updated convocation of a meeting that is locked and was just moved."""
    _refuse(meeting, today=today, now=now)
    values = {"sequence": meeting.sequence + 1, "sent_seal": content_seal(meeting)}
    journal.write_changes(meeting, values, by=by, verb="commission.meeting_convened")
    _write(meeting, "Réunion déplacée", now=now, by=by)


def tell_cancelled(meeting: Meeting, *, now: datetime, by: Actor) -> None:
    """The last mail of a meeting that is locked and was just cancelled."""
    values = {"sequence": meeting.sequence + 1}
    journal.write_changes(meeting, values, by=by, verb="commission.meeting_convened")
    _write(meeting, "Réunion annulée", now=now, by=by)


def _write(meeting: Meeting, subject: str, *, now: datetime, by: Actor) -> None:
    """One mail to each member who has an address; what waited of an earlier sending is taken back."""
    mails_of(meeting).filter(state__in=["queued", "held"]).delete()
    file = keep_own(meeting.school_id, calendar_file(meeting, now), "reunion.ics", "text/calendar")
    answered_by = person_to_answer(meeting.school, now.astimezone(meeting.school.zone_info).date(), by=by)
    for member in recipients_of(meeting):
        _queue(meeting, member, subject, (file,), now, answered_by)


def _queue(
    meeting: Meeting,
    member: CommissionMember,
    subject: str,
    files: Sequence[Stored],
    now: datetime,
    answered_by: Person | None,
) -> None:
    school = meeting.school
    letter = OutgoingMail(
        key=mail_key(meeting, member),
        to=member.address,
        subject=f"{subject} : {meeting.title}",
        text=place_and_time(meeting, subject, answer_words(answered_by)),
        reply_to=answered_by.email if answered_by else "",
        sections=(outbox.Section("Ordre du jour", tuple(agenda_lines(meeting))),),
        link=None if member.is_outside else link_of(meeting),
        attachments=tuple(files),
        is_to_staff=not member.is_outside,
    )
    outbox.queue(school, letter, now=now, not_before=leaves_at(school, now))
