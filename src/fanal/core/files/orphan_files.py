"""Which files does no row claim any more? Those of things that were erased, and of forms never finished.

Each app offers the hashes that its rows claim (`FILES`). A file younger than a day may belong to a form being
sent: it stays. A file is put aside before it is judged a last time: `attachments.store` touches what it finds
already there, so a file asked for again in that very second comes back.
"""

from collections.abc import Iterator
from datetime import datetime
from itertools import islice
from pathlib import Path

from django.conf import settings

from fanal.core.registry import FILES, register, registered
from fanal.core.retention.removal import BATCH
from fanal.core.retention.rule import RETENTION, Retention

DAY = 86_400
ASIDE = ".aside"


def _claimed(school_id: int) -> set[str]:
    return {sha256 for claims in registered(FILES) for sha256 in claims(school_id)}


def _unclaimed(folder: Path, claimed: set[str], before: float) -> Iterator[Path]:
    for file in folder.glob("??/*"):
        if file.name.partition(".")[0] not in claimed and file.stat().st_mtime < before:
            yield file


def _drop(file: Path, before: float) -> bool:
    aside = file if file.suffix == ASIDE else file.rename(file.with_suffix(ASIDE))
    if aside.stat().st_mtime >= before:
        aside.rename(file)
        return False
    aside.unlink()
    return True


def _purge(school_id: int, now: datetime) -> int:
    folder = Path(settings.MEDIA_ROOT) / str(school_id)
    before = now.timestamp() - DAY
    gone = _unclaimed(folder, _claimed(school_id), before)
    return sum(_drop(file, before) for file in list(islice(gone, BATCH)))


register(RETENTION, "core.files")(
    Retention("core.files", "Un fichier que plus rien ne cite : un jour.", [], _purge)
)  # after the rows that cite files
