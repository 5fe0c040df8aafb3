"""The jobs of the commission: composing the dialogue file, sending published minutes."""

from django.utils import timezone

from fanal.accounts.models.member import system
from fanal.accounts.models.roles import System
from fanal.commission.actions.approval import SEND
from fanal.commission.actions.dialogue import MAKE, make_dialogue
from fanal.commission.actions.minutes_mail import mail_minutes
from fanal.commission.models import DialogueFile, Meeting
from fanal.core import jobs
from fanal.core.queues import Queue


@jobs.task(MAKE, queue=Queue.LONG)
def compose(*, school_id: int, file_id: int) -> None:
    """Nothing to do when it is made, or no longer there."""
    rows = (
        DialogueFile.objects.for_school(school_id).select_related("school").filter(pk=file_id, made_at=None)
    )
    if (file := rows.first()) is None:
        return
    now = timezone.now()
    today = now.astimezone(file.school.zone_info).date()
    make_dialogue(file, today=today, now=now, by=system(System.SCHEDULE))


@jobs.task(SEND)
def send_minutes(*, school_id: int, meeting_id: int) -> None:
    meeting = Meeting.objects.for_school(school_id).select_related("school").filter(pk=meeting_id).first()
    if meeting is not None:
        mail_minutes(meeting, now=timezone.now(), by=system(System.SCHEDULE))
