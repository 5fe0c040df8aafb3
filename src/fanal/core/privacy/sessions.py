"""What is kept of sign-ins going on, of forms sent, of finished jobs, of the journal."""

from datetime import datetime

from django.contrib.sessions.models import Session
from django.db import connection
from procrastinate.contrib.django.models import ProcrastinateEvent, ProcrastinateJob

from fanal.core.journal.models import JournalEntry
from fanal.core.models import SEEN_KEY_DAYS, IdempotencyKey
from fanal.core.people.kinds import STAFF
from fanal.core.people.personal_data import About, AppPrivacy, Until, days
from fanal.core.retention.removal import BATCH

DONE_JOB_DAYS, FAILED_JOB_DAYS = 7, 90
# The time of a job's last event: nothing else says when it ended.
ENDED_JOBS = """
DELETE FROM procrastinate_jobs WHERE id IN (
  SELECT j.id FROM procrastinate_jobs j
   WHERE (j.status IN ('succeeded', 'cancelled', 'aborted') AND ended(j.id) < %(done)s)
      OR (j.status = 'failed' AND ended(j.id) < %(failed)s)
   LIMIT %(batch)s)
""".replace("ended(j.id)", "(SELECT max(e.at) FROM procrastinate_events e WHERE e.job_id = j.id)")


def _ended_jobs(_school_id: int, now: datetime) -> int:
    """The table of jobs is a library's, without a model that may be written."""
    limits = {"done": days(DONE_JOB_DAYS)(now), "failed": days(FAILED_JOB_DAYS)(now), "batch": BATCH}
    with connection.cursor() as cursor:
        cursor.execute(ENDED_JOBS, limits)
        return cursor.rowcount


kernel = AppPrivacy(place="core.sessions")
SESSIONS = kernel.rule("core.sessions", "Les connexions terminées : la nuit suivante.", is_of_a_school=False)
KEYS = kernel.rule(
    "core.keys", f"Les clés des formulaires envoyés : {SEEN_KEY_DAYS} jours.", is_of_a_school=False
)
kernel.rule(
    "core.jobs",
    f"Les travaux de fond : {DONE_JOB_DAYS} jours après leur fin ; ceux qui ont échoué, "
    f"{FAILED_JOB_DAYS} jours.",
    ProcrastinateJob,
    ProcrastinateEvent,
    remover=_ended_jobs,
    is_of_a_school=False,
)
kernel(JournalEntry, About(STAFF, "author", "payload", what="qui a fait un geste, et quand"))
kernel(
    Session,
    About(STAFF, "session_data", what="une connexion ouverte"),
    Until(SESSIONS, "expire_date", days(0)),
)
kernel(
    IdempotencyKey,
    About(STAFF, what="les clés des formulaires qu’il envoie"),
    Until(KEYS, "at", days(SEEN_KEY_DAYS)),
)
