"""Figures of the installation, the same from each process: its queue, its mails, its backups.

Ages are seconds, moments are Unix times. What was never done is absent: an alert on its absence is an alert.
"""

from collections.abc import Iterator, Mapping

from django.db import DatabaseError, connection
from prometheus_client import CollectorRegistry, Gauge, generate_latest

from fanal.core.mail import figures as mail_figures
from fanal.core.operation import facts
from fanal.core.operation.facts import Fact, LastTime

JOBS = """
SELECT count(*), coalesce(extract(epoch FROM now() - min(due)), 0)::float FROM (
    SELECT greatest(job.scheduled_at, max(event.at)) AS due
      FROM procrastinate_jobs job
      JOIN procrastinate_events event ON event.job_id = job.id AND event.type = 'deferred'
     WHERE job.status = 'todo'
     GROUP BY job.id
) waiting WHERE due <= now()
"""
FAILED = "SELECT count(*) FROM procrastinate_jobs WHERE status = 'failed'"
PILE = "SELECT count(*) FROM core_arrivedmail WHERE state = 'lost'"
MOMENTS = {
    Fact.BACKUP: ("fanal_last_backup_timestamp_seconds", "When the last backup succeeded"),
    Fact.DRILL: ("fanal_last_drill_timestamp_seconds", "When a backup was last restored for a drill"),
    Fact.MAILBOX: ("fanal_last_mailbox_read_timestamp_seconds", "When the mailbox was last read"),
}
Figure = tuple[str, str, float]


def page() -> bytes:
    """In Prometheus's text format; without the figures of the database when it does not answer."""
    registry = CollectorRegistry()
    for name, meaning, value in _figures():
        Gauge(name, meaning, registry=registry).set(value)
    return generate_latest(registry)


def _figures() -> list[Figure]:
    try:
        known = facts.last_times()
        return [*_of_database(), *_of_mail(known), *_of_moments(known)]
    except DatabaseError:
        return []


def _of_database() -> list[Figure]:
    with connection.cursor() as cursor:
        cursor.execute(JOBS)
        due, age = cursor.fetchone()
        cursor.execute(FAILED)
        failed = cursor.fetchone()[0]
        cursor.execute(PILE)
        piled = cursor.fetchone()[0]
    return [
        ("fanal_jobs_due", "Jobs whose time has come and that wait", due),
        ("fanal_oldest_due_job_seconds", "For how long the oldest of them waits", age),
        ("fanal_jobs_failed", "Jobs given up after several tries", failed),
        ("fanal_mails_in_pile", "Received mails that belong to no school", piled),
    ]


def _of_mail(known: Mapping[str, LastTime]) -> Iterator[Figure]:
    if Fact.MAILS not in known:
        return
    counted = mail_figures.figures_of(known[Fact.MAILS])
    yield "fanal_mails_counted_timestamp_seconds", "When mails were last counted", counted.counted_at
    yield "fanal_mails_waiting", "Mails that should have left", counted.waiting
    yield "fanal_mails_undelivered", "Mails refused, or held, that somebody must look at", counted.undelivered
    age = counted.counted_at - counted.oldest if counted.waiting else 0
    yield "fanal_oldest_waiting_mail_seconds", "For how long the oldest waiting mail waits", age


def _of_moments(known: Mapping[str, LastTime]) -> Iterator[Figure]:
    for fact, (name, meaning) in MOMENTS.items():
        if fact in known:
            yield name, meaning, known[fact].at.timestamp()
