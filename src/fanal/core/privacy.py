"""What the kernel keeps about people: mails, the lines of imports, sessions, keys of forms, finished jobs.

A mail is kept a year, sent or received, and the fingerprint that recognises a copy, two; one that waits for
somebody (« à trier ») stays until somebody decides: nothing is lost in silence. The lines of an import are
kept a month when it was left there, three years once it was done. What a line wrote lives with the record it
made or changed: it is its history. While the lines are there, `imports.proof` compares them with the journal.
"""

from datetime import datetime

from django.contrib.sessions.models import Session
from django.db import connection
from django.db.models import Q, QuerySet, TextField
from django.db.models.functions import Cast
from procrastinate.contrib.django.models import ProcrastinateEvent, ProcrastinateJob

from fanal.core.erasing import PERSON, PUPIL, Subject
from fanal.core.imports.models import Import, ImportLine
from fanal.core.mail.models import ArrivedMail, IncomingMail, Mail
from fanal.core.models import SEEN_KEY_DAYS, IdempotencyKey
from fanal.core.personal_data import AppPrivacy, Erased, Until, days, years
from fanal.core.retention import BATCH, remove, years_before
from fanal.core.tenancy import SchoolOwnedQuerySet

LEFT_DAYS, DONE_YEARS = 30, 3
DONE_JOB_DAYS, FAILED_JOB_DAYS = 7, 90
WHY = (
    "elles prouvent ce que l’import a écrit ; celles d’élèves et de personnels s’effacent seules un mois "
    "après, celles d’un parc trois ans après"
)
# The time of a job's last event: nothing else says when it ended.
ENDED_JOBS = """
DELETE FROM procrastinate_jobs WHERE id IN (
  SELECT j.id FROM procrastinate_jobs j
   WHERE (j.status IN ('succeeded', 'cancelled', 'aborted') AND ended(j.id) < %(done)s)
      OR (j.status = 'failed' AND ended(j.id) < %(failed)s)
   LIMIT %(batch)s)
""".replace("ended(j.id)", "(SELECT max(e.at) FROM procrastinate_events e WHERE e.job_id = j.id)")


def _naming(who: Subject, rows: SchoolOwnedQuerySet, *names: str) -> QuerySet:
    """Names may be anywhere in lists of cells, which are read as texts."""
    texts = {f"{name}_text": Cast(name, TextField()) for name in names}
    return rows.annotate(**texts).filter(who.named_in(*texts))


def _imports_done(school_id: int, now: datetime) -> int:
    """Lines that wrote nothing go; of the others, the cells as they were read."""
    limit = years_before(now, DONE_YEARS)
    lines = ImportLine.objects.for_school(school_id).filter(imported__applied_at__lt=limit)
    if removed := remove(lines.exclude(effect__in=[ImportLine.Effect.CREATED, ImportLine.Effect.CHANGED])):
        return removed
    done = Import.objects.for_school(school_id).filter(applied_at__lt=limit)
    if emptied := done.exclude(skipped=[]).update(skipped=[]):
        return emptied
    batch = lines.exclude(cells=[]).order_by("pk").values("pk")[:BATCH]
    return ImportLine.objects.for_school(school_id).filter(pk__in=batch).update(cells=[])


def _ended_jobs(_school_id: int, now: datetime) -> int:
    """The table of jobs is a library's, without a model that may be written."""
    limits = {"done": days(DONE_JOB_DAYS)(now), "failed": days(FAILED_JOB_DAYS)(now), "batch": BATCH}
    with connection.cursor() as cursor:
        cursor.execute(ENDED_JOBS, limits)
        return cursor.rowcount


mails = AppPrivacy(erasure=70, retention=30)
SENT = mails.rule("core.sent_mail", "Les courriels envoyés : un an.")
RECEIVED = mails.rule(
    "core.received_mail", "Les courriels reçus : un an ; ceux qui attendent le tri restent."
)
ARRIVED = mails.rule(
    "core.arrived_mail",
    "L’empreinte d’un courriel relevé : deux ans ; un courriel sans établissement : un an.",
    is_of_a_school=False,
)
mails(
    Mail,
    Erased(
        "Courriels que Fanal lui a écrits",
        rows=lambda who: Mail.objects.for_school(who.school_id).filter(to__in=who.emails),
    ),
    Until(
        SENT,
        "queued_at",
        years(1),
        where=Q(state__in=[Mail.State.SENT, Mail.State.FAILED, Mail.State.HELD, Mail.State.KEPT]),
    ),
)
mails(
    IncomingMail,
    Erased(
        "Courriels reçus de son adresse",
        rows=lambda who: IncomingMail.objects.for_school(who.school_id).filter(sender__in=who.emails),
    ),
    Until(
        RECEIVED,
        "received_at",
        years(1),
        where=Q(
            state__in=[
                IncomingMail.State.FILED,
                IncomingMail.State.REFUSED,
                IncomingMail.State.DISCARDED,
            ]
        ),
    ),
)
mails(
    ArrivedMail,
    Until(ARRIVED, "arrived_at", years(1), where=Q(state=ArrivedMail.State.LOST)),
    Until(
        ARRIVED,
        "arrived_at",
        years(2),
        where=Q(state__in=[ArrivedMail.State.FILED, ArrivedMail.State.DROPPED]),
    ),
)

imports = AppPrivacy(erasure=75, retention=45)
LEFT = imports.rule("core.imports_left", f"Un import laissé avant la fin : {LEFT_DAYS} jours.", Import)
imports.rule(
    "core.imports_done",
    f"Les lignes d’un import fait : {DONE_YEARS} ans. Ce qu’elles ont écrit reste dans l’historique.",
    ImportLine,
    remover=_imports_done,
)
imports(
    Import,
    Erased(
        "Mots et titre d’un fichier importé",
        rows=lambda who: _naming(who, Import.objects.for_school(who.school_id), "words", "skipped"),
        sorts=(PERSON, PUPIL),
        why=WHY,
    ),
    Until(LEFT, "made_at", days(LEFT_DAYS), where=Q(applied_at__isnull=True)),
)
imports(
    ImportLine,
    Erased(
        "Lignes d’un fichier importé",
        rows=lambda who: _naming(
            who, ImportLine.objects.for_school(who.school_id), "cells", "before", "after"
        ),
        sorts=(PERSON, PUPIL),
        why=WHY,
    ),
    Until(LEFT, "imported__made_at", days(LEFT_DAYS), where=Q(imported__applied_at__isnull=True)),
)

kernel = AppPrivacy(retention=90)
SESSIONS = kernel.rule("core.sessions", "Les connexions terminées : la nuit suivante.", is_of_a_school=False)
KEYS = kernel.rule(
    "core.keys", f"Les clés des formulaires envoyés : {SEEN_KEY_DAYS} jours.", is_of_a_school=False
)
kernel.rule(
    "core.jobs",
    f"Les travaux de fond : {DONE_JOB_DAYS} jours après leur fin ; ceux qui ont échoué, "
    f"{FAILED_JOB_DAYS} jours.",
    *(ProcrastinateJob, ProcrastinateEvent),
    remover=_ended_jobs,
    is_of_a_school=False,
)
kernel(Session, Until(SESSIONS, "expire_date", days(0)))
kernel(IdempotencyKey, Until(KEYS, "at", days(SEEN_KEY_DAYS)))
