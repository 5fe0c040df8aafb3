"""`fanal orphans`: databases of root whose home was deleted; says where they lie, and removes one.

As root the embedded database cannot live in FANAL_HOME, whose account may not read it: deleting the home
leaves it in /var/lib/fanal/<hash>. Nobody starts it any more, and it still holds a school.
"""

import argparse
import shutil
from datetime import UTC, datetime
from pathlib import Path

from fanal.config.commands.terminal import print_table
from fanal.config.explained import Explained
from fanal.core.embedded.place import OWNER_NOTE, ROOT_BASE, find_place, orphans

NONE_LEFT = "Aucune base dont le dossier de données a disparu."
MOVED = (
    "Un dossier de données qui a été déplacé retrouve sa base à son prochain démarrage : lancez-y d’abord "
    "« fanal check ». Si le dossier a été supprimé, effacez sa base : « fanal orphans --remove DOSSIER »."
)


def add_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    orphan = commands.add_parser("orphans", help="les bases dont le dossier de données a été supprimé")
    orphan.add_argument("--remove", type=Path, metavar="DOSSIER", help="en effacer une, sans retour")
    orphan.set_defaults(run=run_orphans)


def run_orphans(given: argparse.Namespace) -> int:
    left = orphans()
    if given.remove:
        _remove(given.remove, left)
        print(f"{given.remove} est effacé.")
        return 0
    if not left:
        print(NONE_LEFT)
        return 0
    print_table(("Dossier", "Était à", "Servie jusqu’au", "Mo"), map(_row, left))
    print(MOVED)
    return 1


def _remove(folder: Path, left: list[Path]) -> None:
    if folder not in left:
        raise Explained(f"{folder} n’est pas une base sans dossier de données : rien n’a été effacé.")
    if number := _server_of(folder):
        raise Explained(
            f"La base de {folder} tourne encore (processus {number}) : arrêtez-la par « kill {number} » "
            "et recommencez. Rien n’a été effacé."
        )
    shutil.rmtree(folder)


def _server_of(folder: Path) -> int:
    """The process that still serves this database; 0 when none does. Its number may be another's by now."""
    note = folder / "data" / "postmaster.pid"
    number = note.read_text().split("\n", 1)[0] if note.exists() else ""
    command = Path("/proc", number, "cmdline")
    is_its = number.isdecimal() and command.exists() and str(folder).encode() in command.read_bytes()
    return int(number) if is_its else 0


def _row(folder: Path) -> tuple[object, ...]:
    size = sum(file.lstat().st_size for file in folder.rglob("*") if file.is_file())
    pulse = folder / "data" / "global" / "pg_control"
    last = datetime.fromtimestamp(pulse.stat().st_mtime, UTC) if pulse.exists() else None
    return (
        folder,
        (folder / OWNER_NOTE).read_text(),
        f"{last:%d/%m/%Y}" if last else "jamais",
        round(size / 1_000_000),
    )


def where_it_lies(home: Path) -> str:
    """Said once, before the database of root is made: deleting the home will not delete it."""
    folder = find_place(home).folder
    if folder.parent != ROOT_BASE or (folder / "data").exists():
        return ""
    return (
        f"La base est dans {folder} (PostgreSQL refuse root) : supprimer {home} ne l’efface pas. "
        "« fanal orphans » la retrouvera."
    )
