"""Who keeps this FANAL_HOME running? Two servers in one home would take the database away from each other.

Each part (database, pages, background work) has its lock file, which holds the number of the process that
took it. The kernel frees the lock when that process dies, however it dies.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TextIO

from fanal.config.explained import Explained
from fanal.core.keys.secrets import private_directory

PARTS = ("database", "web", "worker")


RUNS = (
    "Fanal tourne déjà dans le dossier {home} (processus {holder}). Arrêtez-le d’abord (Ctrl-C, ou "
    "« systemctl stop fanal »), ou choisissez un autre dossier dans FANAL_HOME."
)


@contextmanager
def occupied(home: Path, *parts: str, says: str = RUNS) -> Iterator[None]:
    """Hold these parts (all by default) until the end of the block. Raises Explained with the process.

    `says`: the sentence, with its {home} and its {holder}. A command that a holder started itself passes.
    """
    with ExitStack() as taken:
        for part in parts or PARTS:
            file = taken.enter_context(_open(private_directory(home) / f"{part}.lock"))
            _take(file, home, says)
        yield


def parent_holds(home: Path, part: str) -> bool:
    """Did a holder of this part start this very command?"""
    with _open(private_directory(home) / f"{part}.lock") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return file.read().strip() == str(os.getppid())
    return False


def _open(path: Path) -> TextIO:
    try:
        return os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT, 0o600), "r+", encoding="ascii")
    except PermissionError as refused:
        raise Explained(
            f"Le dossier {path.parent} appartient à un autre compte : Fanal ne peut pas y écrire. "
            "Lancez Fanal avec ce compte, ou choisissez un autre dossier dans FANAL_HOME."
        ) from refused


def _take(file: TextIO, home: Path, says: str) -> None:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        holder = file.read().strip()
        if holder == str(os.getppid()):
            return
        raise Explained(says.format(home=home, holder=holder or "inconnu")) from None
    file.seek(0)
    file.truncate()
    file.write(f"{os.getpid()}\n")
    file.flush()
