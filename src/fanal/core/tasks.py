"""The kernel's jobs that belong to no school, and what runs by the clock."""

from datetime import timedelta
from imaplib import IMAP4

import structlog
from django.apps import apps
from django.conf import settings
from django.contrib.sessions.models import Session
from django.utils import timezone
from procrastinate.contrib.django import app

from fanal.core.journal import schedule as journal_schedule
from fanal.core.mail import filing, inbox, sending
from fanal.core.models import SeenKey
from fanal.core.tenancy import scope

log = structlog.get_logger("fanal.mail")
SEEN_KEY_DAYS = 7


@app.task(name=inbox.FILE, queue="mail", retry=5)
def file_mail(arrived_id: int) -> None:
    filing.file_mail(arrived_id)


@app.periodic(cron="* * * * *")
@app.task(name="core.fetch_mail", queue="mail", queueing_lock="core.fetch_mail", lock="core.fetch_mail")
def fetch_mail(timestamp: int) -> None:
    """Read the mailbox; when it does not answer, the next minute tries again."""
    if not settings.ENV.imap_url:
        return
    try:
        inbox.fetch_mail(settings.ENV.imap_url)
    except (OSError, IMAP4.error) as problem:
        log.warning("mailbox", problem=type(problem).__name__)


@app.periodic(cron="*/10 * * * *")
@app.task(name="core.send_waiting", queue="mail", queueing_lock="core.send_waiting")
def send_waiting(timestamp: int) -> None:
    """Each school's mails that should have left and did not."""
    for school_id in apps.get_model("accounts.School")._default_manager.values_list("pk", flat=True):
        with scope(school_id):
            sending.send_waiting(school_id)


@app.periodic(cron="20 3 * * *")
@app.task(name="core.forget_what_expired", queueing_lock="core.forget_what_expired")
def forget_what_expired(timestamp: int) -> None:
    """Sessions that ended, and the keys of forms sent long ago."""
    now = timezone.now()
    Session.objects.filter(expire_date__lt=now).delete()
    SeenKey.objects.filter(at__lt=now - timedelta(days=SEEN_KEY_DAYS)).delete()


__all__ = ["fetch_mail", "file_mail", "forget_what_expired", "journal_schedule", "send_waiting"]
