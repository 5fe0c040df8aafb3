"""Is this installation ready: does it read, does it write, are its tables up to date?"""

import os
import time
from dataclasses import dataclass
from pathlib import Path
from secrets import token_hex

from django.conf import settings
from django.core.cache import cache
from django.db import DatabaseError

from fanal.core.database.migration import late_migrations
from fanal.core.http.static_files import missing_files

SECONDS_KEPT = 2.0  # anybody may ask: an answer serves for that long
PROBE_BYTES = 256 * 1024  # a full disk often has room for one more small file


@dataclass(frozen=True)
class Readiness:
    """`database` answers and keeps what is written; `tables` are up to date; `disk` keeps a file.

    `pages` have their style sheet and their icons.
    """

    database: bool
    tables: bool
    disk: bool
    pages: bool

    @property
    def is_ready(self) -> bool:
        return self.database and self.tables and self.disk and self.pages


_last: tuple[float, Readiness] | None = None


def readiness() -> Readiness:
    """What was seen at most `SECONDS_KEPT` ago, counted from the end of the look: a slow one serves too."""
    global _last
    if _last is None or time.monotonic() - _last[0] > SECONDS_KEPT:
        seen = _look()
        _last = (time.monotonic(), seen)
    return _last[1]


def forget_readiness() -> None:
    global _last
    _last = None


def _look() -> Readiness:
    disk, pages = _keeps_a_file(Path(settings.FANAL_HOME)), not missing_files(settings.STATIC_ROOT)
    try:
        late = late_migrations()
        if not late:  # the table of the cache comes with the others
            cache.set("readyz", token_hex(8), 60)
    except DatabaseError:
        return Readiness(database=False, tables=False, disk=disk, pages=pages)
    return Readiness(database=True, tables=not late, disk=disk, pages=pages)


def _keeps_a_file(home: Path) -> bool:
    probe = home / f".readyz-{os.getpid()}"
    try:
        with probe.open("wb") as stream:
            stream.write(b"\0" * PROBE_BYTES)
            stream.flush()
            os.fsync(stream.fileno())
    except OSError:
        return False
    finally:
        probe.unlink(missing_ok=True)
    return True
