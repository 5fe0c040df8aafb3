"""Which of our own jobs by the clock are late? Each has a period and a grace: a last success older than both.

Failing is one thing, and is counted elsewhere; a job that never runs any more says nothing by itself.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection

from fanal.core.operation import facts
from fanal.core.operation.facts import Fact

MAILBOX = "core.fetch_mail"
SUCCEEDED = """
SELECT job.task_name, max(event.at) FROM procrastinate_jobs job
  JOIN procrastinate_events event ON event.job_id = job.id AND event.type = 'succeeded'
 WHERE job.task_name = ANY(%s) GROUP BY 1
"""
STARTED = "SELECT min(applied) FROM django_migrations"


@dataclass(frozen=True)
class Expected:
    """A job that must succeed every `period`; `grace` is how much later nobody minds."""

    task: str
    says: str
    period: timedelta
    grace: timedelta


MINUTES, DAY = timedelta(minutes=10), timedelta(days=1)
EXPECTED = (
    Expected(MAILBOX, "le relevé de la boîte aux lettres", timedelta(minutes=1), timedelta(minutes=30)),
    Expected("core.send_waiting", "l’envoi des courriels en attente", MINUTES, timedelta(minutes=30)),
    Expected(
        "online_services.check_services", "la vérification des services", MINUTES / 2, timedelta(hours=1)
    ),
    Expected("core.publish_heads", "la publication du journal, chaque nuit", DAY, timedelta(hours=6)),
    Expected(
        "core.keep_no_longer", "l’effacement de ce qui a fait son temps, chaque nuit", DAY, timedelta(hours=6)
    ),
)


def late(last: Mapping[str, datetime], started: datetime, now: datetime) -> list[str]:
    """Names of the jobs that are late; one that never succeeded is counted from the installation's start."""
    return [job.says for job in EXPECTED if now - last.get(job.task, started) > job.period + job.grace]


def late_now(now: datetime, *, reads_mail: bool) -> list[str]:
    """What is late in this installation. Four questions at most; the mailbox says when it last answered."""
    with connection.cursor() as cursor:
        cursor.execute(SUCCEEDED, [[job.task for job in EXPECTED]])
        last: dict[str, datetime] = dict(cursor.fetchall())
        cursor.execute(STARTED)
        started = cursor.fetchone()[0] or now
    last.pop(MAILBOX, None)
    if not reads_mail:
        last[MAILBOX] = now
    elif (was_read := facts.moment_of(Fact.MAILBOX)) is not None:
        last[MAILBOX] = was_read
    return late(last, started, now)


def mail_was_read(now: datetime) -> None:
    facts.record(Fact.MAILBOX, now)
