"""The convocation of a meeting: the agenda and a calendar file, once to each member, again when it moves.

A mail for one sending and one member: the same sending never leaves twice. A meeting writes at most to a
bounded number of addresses a day, and each mail says that a program wrote it, so that no machine answers.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
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
    farewell_words,
    link_of,
    person_to_answer,
    place_and_time,
    recipients_of,
)
from fanal.commission.reading.letters import key_prefix, left_behind, mail_key, mails_of, not_written_to
from fanal.commission.rules import meeting as rules
from fanal.commission.rules.meeting import MeetingState
from fanal.core import journal
from fanal.core.errors import RuleBroken
from fanal.core.files.attachments import keep_own
from fanal.core.mail import outbox
from fanal.core.mail.models import Mail
from fanal.core.mail.outbox import OutgoingMail

DAY = timedelta(days=1)


@transaction.atomic
def convene_meeting(meeting: Meeting, *, today: date, now: datetime, by: Actor) -> Meeting:
    """Send the agenda to the members; again when the day, the place or the agenda changed.

    Else it is sent only to who came since, or has another address.
    """
    meeting = Meeting.objects.for_school(meeting.school_id).select_related("school").locked(meeting.pk)
    require(policies.convene_meeting, by, meeting)
    is_again, seal = meeting.state == MeetingState.CONVENED, content_seal(meeting)
    if is_again and meeting.sent_seal == seal:
        return _write_to_others(meeting, now=now, by=by)
    _refuse(meeting, now=now)
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


def _write_to_others(meeting: Meeting, *, now: datetime, by: Actor) -> Meeting:
    """The same convocation, to those alone whom it did not reach."""
    others = not_written_to(meeting, recipients_of(meeting))
    _refuse(meeting, now=now, is_unchanged=not others)
    _replace(meeting, [mail_key(meeting, member) for member in others])
    _Sending(meeting, "Convocation", now, _answered_by(meeting, now=now, by=by)).write(others)
    journal.noted(meeting, by=by, verb="commission.meeting_convened", count=len(others))
    return meeting


def _replace(meeting: Meeting, keys: list[str]) -> None:
    """What was written to an older address is taken back, or kept under a key that counts it no more."""
    mails_of(meeting).filter(key__in=keys, state__in=[Mail.State.QUEUED, Mail.State.HELD]).delete()
    for mail in mails_of(meeting).filter(key__in=keys):
        mail.key = f"{key_prefix(meeting)}r{mail.pk}"
        mail.save(update_fields=["key"])


def _refuse(meeting: Meeting, *, now: datetime, is_unchanged: bool = False) -> None:
    mailed = mails_of(meeting).filter(queued_at__gt=now - DAY).count()
    recipients = recipients_of(meeting)
    mailed += len(left_behind(meeting, recipients))
    reasons = rules.convocation_refusals(
        items=len(agenda_lines(meeting)),
        recipients=len(recipients),
        has_begun=meeting.starts_at <= now,
        mailed=mailed,
        is_unchanged=is_unchanged,
    )
    if reasons:
        raise RuleBroken(reasons)


def tell_moved(meeting: Meeting, *, now: datetime, by: Actor) -> None:
    """An updated convocation of a meeting that is locked and was just moved."""
    _refuse(meeting, now=now)
    values = {"sequence": meeting.sequence + 1, "sent_seal": content_seal(meeting)}
    journal.write_changes(meeting, values, by=by, verb="commission.meeting_convened")
    _write(meeting, "Réunion déplacée", now=now, by=by)


def tell_cancelled(meeting: Meeting, *, now: datetime, by: Actor) -> None:
    """The last mail of a meeting that is locked and was just cancelled."""
    values = {"sequence": meeting.sequence + 1}
    journal.write_changes(meeting, values, by=by, verb="commission.meeting_convened")
    _write(meeting, "Réunion annulée", now=now, by=by)


def _write(meeting: Meeting, subject: str, *, now: datetime, by: Actor) -> None:
    """One mail to each member who has an address, and to whoever was convened and is expected no more.

    What waited of an earlier sending is taken back.
    """
    mails_of(meeting).filter(state__in=[Mail.State.QUEUED, Mail.State.HELD]).delete()
    recipients = recipients_of(meeting)
    others = left_behind(meeting, recipients)
    send = _Sending(meeting, subject, now, _answered_by(meeting, now=now, by=by))
    send.write(recipients)
    if others:
        send.write(others, is_farewell=meeting.state != MeetingState.CANCELLED)


def _answered_by(meeting: Meeting, *, now: datetime, by: Actor) -> Person | None:
    school = meeting.school
    return person_to_answer(school, now.astimezone(school.zone_info).date(), by=by)


@dataclass(frozen=True)
class _Sending:
    """One sending of one meeting; `answered_by` reads what is answered."""

    meeting: Meeting
    subject: str
    now: datetime
    answered_by: Person | None

    def write(self, members: Sequence[CommissionMember], *, is_farewell: bool = False) -> None:
        """The same mail to each; with `is_farewell`, what takes the meeting out of their calendar."""
        meeting, school = self.meeting, self.meeting.school
        content = calendar_file(meeting, self.now, is_farewell=is_farewell)
        file = keep_own(school.pk, content, "reunion.ics", "text/calendar")
        for member in members:
            letter = self._farewell(member) if is_farewell else self._convocation(member)
            letter = replace(letter, attachments=(file,), is_to_staff=not member.is_outside)
            outbox.queue(school, letter, now=self.now, not_before=leaves_at(school, self.now))

    def _convocation(self, member: CommissionMember) -> OutgoingMail:
        meeting = self.meeting
        return OutgoingMail(
            key=mail_key(meeting, member),
            to=member.address,
            subject=f"{self.subject} : {meeting.title}",
            text=place_and_time(meeting, self.subject, answer_words(self.answered_by)),
            sections=(outbox.Section("Ordre du jour", tuple(agenda_lines(meeting))),),
            link=None if member.is_outside else link_of(meeting),
            reply_to=self.answered_by.email if self.answered_by else "",
        )

    def _farewell(self, member: CommissionMember) -> OutgoingMail:
        return OutgoingMail(
            key=mail_key(self.meeting, member, is_farewell=True),
            to=member.address,
            subject=f"Vous n’êtes plus attendu : {self.meeting.title}",
            text=farewell_words(self.meeting, answer_words(self.answered_by)),
            reply_to=self.answered_by.email if self.answered_by else "",
        )
