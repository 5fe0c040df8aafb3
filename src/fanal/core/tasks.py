"""The kernel's jobs that belong to no school, and what runs by the clock."""

from imaplib import IMAP4

import structlog
from django.apps import apps
from django.conf import settings
from django.utils import timezone
from procrastinate.contrib.django import app

from fanal.core.journal import schedule as journal_schedule
from fanal.core.mail import figures, filing, inbox, sending
from fanal.core.operation import attention, lateness
from fanal.core.queues import Queue
from fanal.core.retention import removal
from fanal.core.tenancy import scope

log = structlog.get_logger("fanal.mail")


@app.task(name=inbox.FILE, queue=Queue.MAIL, retry=5)
def file_mail(arrived_id: int) -> None:
    filing.file_mail(arrived_id)


@app.periodic(cron="* * * * *")
@app.task(name="core.fetch_mail", queue=Queue.MAIL, queueing_lock="core.fetch_mail", lock="core.fetch_mail")
def fetch_mail(timestamp: int) -> None:
    """Read the mailbox; when it does not answer, the next minute tries again."""
    if not settings.ENV.imap_url:
        return
    try:
        inbox.fetch_mail(settings.ENV.imap_url)
        lateness.mail_was_read(timezone.now())
    except (OSError, IMAP4.error) as problem:
        log.warning("mailbox", problem=type(problem).__name__)


@app.periodic(cron="*/10 * * * *")
@app.task(name="core.send_waiting", queue=Queue.MAIL, queueing_lock="core.send_waiting")
def send_waiting(timestamp: int) -> None:
    """Each school's mails that should have left and did not."""
    for school_id in apps.get_model("accounts.School")._default_manager.values_list("pk", flat=True):
        with scope(school_id):
            sending.send_waiting(school_id)


@app.periodic(cron="*/10 * * * *")
@app.task(name="core.look_around", queueing_lock="core.look_around")
def look_around(timestamp: int) -> None:
    now = timezone.now()
    attention.look_around(now, lateness.late_now(now, reads_mail=bool(settings.ENV.imap_url)))
    figures.keep(figures.count(now), now)


@app.periodic(cron="20 3 * * *")
@app.task(
    name="core.keep_no_longer",
    queue=Queue.LONG,
    queueing_lock="core.keep_no_longer",
    lock="core.keep_no_longer",
)
def keep_no_longer(timestamp: int) -> None:
    """Each night, what has lasted its time goes; a rule that fails makes the job fail, once all have run."""
    if failed := removal.keep_no_longer(timezone.now()):
        raise RuntimeError(f"not removed: {', '.join(failed)}")


__all__ = ["fetch_mail", "file_mail", "journal_schedule", "keep_no_longer", "look_around", "send_waiting"]
