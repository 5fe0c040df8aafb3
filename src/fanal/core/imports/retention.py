"""How long are the lines of an import kept? A month when it was left there, three years once it was done.

What a line wrote lives with the record it made or changed: it is its history. Its cells as they were read,
and the lines that wrote nothing, go. While the lines are there, `proof` compares them with the journal.
"""

from datetime import datetime, timedelta

from django.db.models import QuerySet

from fanal.core.imports.models import Import, ImportLine
from fanal.core.registry import RETENTION, register
from fanal.core.retention import BATCH, Retention, remove, years_before

LEFT_DAYS, DONE_YEARS = 30, 3


def _left(school_id: int, now: datetime) -> QuerySet:
    limit = now - timedelta(days=LEFT_DAYS)
    return Import.objects.for_school(school_id).filter(applied_at__isnull=True, made_at__lt=limit)


def _lines_left(school_id: int, now: datetime) -> int:
    left = _left(school_id, now)
    lines = ImportLine.objects.for_school(school_id).filter(imported__in=left)
    return remove(lines) or remove(left)


def _lines_done(school_id: int, now: datetime) -> int:
    limit = years_before(now, DONE_YEARS)
    lines = ImportLine.objects.for_school(school_id).filter(imported__applied_at__lt=limit)
    if removed := remove(lines.exclude(effect__in=[ImportLine.Effect.CREATED, ImportLine.Effect.CHANGED])):
        return removed
    done = Import.objects.for_school(school_id).filter(applied_at__lt=limit)
    if emptied := done.exclude(skipped=[]).update(skipped=[]):
        return emptied
    batch = lines.exclude(cells=[]).order_by("pk").values("pk")[:BATCH]
    return ImportLine.objects.for_school(school_id).filter(pk__in=batch).update(cells=[])


OFFERED = (
    Retention(
        "core.imports_left",
        f"Un import laissé avant la fin : {LEFT_DAYS} jours.",
        ["core.Import"],
        _lines_left,
    ),
    Retention(
        "core.imports_done",
        f"Les lignes d’un import fait : {DONE_YEARS} ans. Ce qu’elles ont écrit reste dans l’historique.",
        ["core.ImportLine"],
        _lines_done,
    ),
)
for rule in OFFERED:
    register(RETENTION, 45)(rule)
