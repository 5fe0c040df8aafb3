"""Which files does no row claim any more? Those of things that were erased, and of forms never finished.

Each app offers the hashes that its rows claim (`FILES`). A content brought less than a day ago may belong to
a form being sent: it stays. Whoever brings one holds its row until their transaction ends (`FileContent`);
one is removed under the same lock, after a last look at what claims it.
"""

from datetime import datetime, timedelta
from itertools import islice

from django.db import transaction

from fanal.core.registry import FILES, register, registered
from fanal.core.retention.removal import BATCH
from fanal.core.retention.rule import RETENTION, Retention
from fanal.core.stores.file_store import file_store
from fanal.core.stores.models import FileContent

YOUNG = timedelta(days=1)


def _claimed(school_id: int) -> set[str]:
    return {sha256 for claims in registered(FILES) for sha256 in claims(school_id)}


def _purge(school_id: int, now: datetime) -> int:
    claimed = _claimed(school_id)
    rows = FileContent.objects.for_school(school_id)
    young = set(rows.filter(brought_at__gte=now - YOUNG).values_list("sha256", flat=True))
    unclaimed = (sha256 for sha256 in file_store().hashes(school_id) if sha256 not in claimed | young)
    return _remove(school_id, list(islice(unclaimed, BATCH)), now)


@transaction.atomic
def _remove(school_id: int, hashes: list[str], now: datetime) -> int:
    """Remove those that nobody brings at this moment; one without a row gets one, and goes tomorrow."""
    rows = FileContent.objects.for_school(school_id).filter(sha256__in=hashes)
    locked = {row.sha256: row for row in rows.select_for_update(skip_locked=True, of=("self",))}
    FileContent.objects.bulk_create(
        [FileContent(school_id=school_id, sha256=sha256, brought_at=now) for sha256 in hashes],
        ignore_conflicts=True,
    )
    claimed = _claimed(school_id)  # again: somebody may have brought one before it was locked
    abandoned = [row for row in locked.values() if row.brought_at < now - YOUNG and row.sha256 not in claimed]
    for row in abandoned:
        file_store().remove(school_id, row.sha256)
    rows.filter(pk__in=[row.pk for row in abandoned]).delete()
    return len(abandoned)


register(RETENTION, "core.files")(
    Retention("core.files", "Un fichier que plus rien ne cite : un jour.", [], _purge)
)  # after the rows that cite files
