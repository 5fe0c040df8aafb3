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
    left = (sha256 for sha256 in file_store().hashes(school_id) if sha256 not in claimed | young)
    return sum(_drop(school_id, sha256, now) for sha256 in list(islice(left, BATCH)))


@transaction.atomic
def _drop(school_id: int, sha256: str, now: datetime) -> bool:
    """Remove one that nobody brings at this moment; one without a row is looked at again tomorrow."""
    rows = FileContent.objects.for_school(school_id)
    row = rows.select_for_update(skip_locked=True, of=("self",)).filter(sha256=sha256).first()
    if row is None:
        FileContent.objects.bulk_create(
            [FileContent(school_id=school_id, sha256=sha256, brought_at=now)], ignore_conflicts=True
        )
        return False
    if row.brought_at >= now - YOUNG or sha256 in _claimed(school_id):
        return False
    file_store().remove(school_id, sha256)
    row.delete()
    return True


register(RETENTION, "core.files")(
    Retention("core.files", "Un fichier que plus rien ne cite : un jour.", [], _purge)
)  # after the rows that cite files
