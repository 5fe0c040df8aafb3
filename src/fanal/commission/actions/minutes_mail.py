"""Telling the members that the minutes are published, by a job: a link, or the paper for an outsider."""

from datetime import datetime

from django.conf import settings

from fanal.accounts.models.member import Actor
from fanal.accounts.policies.rights import require
from fanal.accounts.reading.calendars import leaves_at
from fanal.commission.models import Meeting
from fanal.commission.policies import meeting as policies
from fanal.commission.reading.convocation import answer_words, person_to_answer, recipients_of
from fanal.commission.reading.letters import minutes_key
from fanal.commission.reading.paper import minutes_pdf
from fanal.core.files.attachments import Stored, keep_own
from fanal.core.http.addresses import address
from fanal.core.mail import outbox
from fanal.core.mail.outbox import OutgoingMail

TOLD = (
    "Le compte rendu de la réunion « {title} » est approuvé. {where}\n\nUne question, une erreur ? {answer}"
)


def mail_minutes(meeting: Meeting, *, now: datetime, by: Actor) -> None:
    """One mail to each member; run again, the same keys write nothing more."""
    require(policies.make_papers, by, None)
    if not meeting.audience:
        return
    school, recipients = meeting.school, recipients_of(meeting)
    page = f"{settings.PUBLIC_URL}{address('commission:meeting_page', school.uai, meeting.number)}"
    files: tuple[Stored, ...] = ()
    if any(member.is_outside for member in recipients):
        name = f"compte-rendu-{meeting.number}.pdf"
        files = (keep_own(school.pk, minutes_pdf(meeting), name, "application/pdf"),)
    answered_by = person_to_answer(school, now.astimezone(school.zone_info).date(), by=by)
    for member in recipients:
        where = "Il est joint à ce courriel." if member.is_outside else "Il se lit dans Fanal."
        letter = OutgoingMail(
            key=minutes_key(meeting, member),
            to=member.address,
            subject=f"Compte rendu : {meeting.title}",
            text=TOLD.format(title=meeting.title, where=where, answer=answer_words(answered_by)),
            reply_to=answered_by.email if answered_by else "",
            link=None if member.is_outside else ("Lire le compte rendu", page),
            attachments=files if member.is_outside else (),
            is_to_staff=not member.is_outside,
        )
        outbox.queue(school, letter, now=now, not_before=leaves_at(school, now))
