"""How long does the kernel keep what belongs to no school: sessions, keys of forms, finished jobs?"""

from datetime import datetime, timedelta

from django.contrib.sessions.models import Session
from django.db import connection

from fanal.core.models import SEEN_KEY_DAYS, IdempotencyKey
from fanal.core.registry import RETENTION, register
from fanal.core.retention import BATCH, Retention

DONE_JOB_DAYS, FAILED_JOB_DAYS = 7, 90
# The time of a job's last event: nothing else says when it ended.
ENDED_JOBS = """
DELETE FROM procrastinate_jobs WHERE id IN (
  SELECT j.id FROM procrastinate_jobs j
   WHERE (j.status IN ('succeeded', 'cancelled', 'aborted') AND ended(j.id) < %(done)s)
      OR (j.status = 'failed' AND ended(j.id) < %(failed)s)
   LIMIT %(batch)s)
""".replace("ended(j.id)", "(SELECT max(e.at) FROM procrastinate_events e WHERE e.job_id = j.id)")


def _ended_sessions(school_id: int, now: datetime) -> int:
    ended = Session.objects.filter(expire_date__lt=now).values("pk")[:BATCH]
    return Session.objects.filter(pk__in=ended).delete()[0]


def _old_keys(school_id: int, now: datetime) -> int:
    old = IdempotencyKey.objects.filter(at__lt=now - timedelta(days=SEEN_KEY_DAYS)).values("pk")[:BATCH]
    return IdempotencyKey.objects.filter(pk__in=old).delete()[0]


def _ended_jobs(school_id: int, now: datetime) -> int:
    limits: dict[str, datetime | int] = {
        "done": now - timedelta(days=DONE_JOB_DAYS),
        "failed": now - timedelta(days=FAILED_JOB_DAYS),
        "batch": BATCH,
    }
    with connection.cursor() as cursor:
        cursor.execute(ENDED_JOBS, limits)
        return cursor.rowcount


OFFERED = (
    Retention(
        "core.sessions",
        "Les connexions terminées : la nuit suivante.",
        ["sessions.Session"],
        _ended_sessions,
        is_of_a_school=False,
    ),
    Retention(
        "core.keys",
        f"Les clés des formulaires envoyés : {SEEN_KEY_DAYS} jours.",
        ["core.IdempotencyKey"],
        _old_keys,
        is_of_a_school=False,
    ),
    Retention(
        "core.jobs",
        f"Les travaux de fond : {DONE_JOB_DAYS} jours après leur fin ; ceux qui ont échoué, "
        f"{FAILED_JOB_DAYS} jours.",
        ["procrastinate.ProcrastinateJob", "procrastinate.ProcrastinateEvent"],
        _ended_jobs,
        is_of_a_school=False,
    ),
)
for rule in OFFERED:
    register(RETENTION, 90)(rule)
