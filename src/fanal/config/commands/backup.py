"""`fanal backup`: one file that holds everything, where it was asked for or among those of each night."""

import argparse
import getpass
import shutil
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

from psycopg.errors import UndefinedTable

from fanal.config.commands.database import data_home, explained_refusals
from fanal.config.commands.database_server import database_server
from fanal.config.environment import read_environment
from fanal.config.explained import Explained
from fanal.config.home_lock import occupied
from fanal.core.backup import DatabaseServer, examine, make_backup
from fanal.core.backup.making import first_made
from fanal.core.backup.manifest import Manifest
from fanal.core.backup.places import BackupBucket, BackupPlace, backup_name, backup_place, too_old
from fanal.core.backup.sealed_file import is_sealed, unsealed_copy
from fanal.core.errors import Refused
from fanal.core.operation import last_done
from fanal.core.operation.facts import Fact, record_by
from fanal.core.stores.address import read_address

SECRETS = "avec les clés, sous une phrase de passe (demandée, ou lue dans FANAL_PASSPHRASE_FILE)"
PLACE = "un dossier, ou s3://… (le réglage FANAL_BACKUP_TO sinon)"
NO_PLACE = "Dites où sont les sauvegardes : --to (ou --from) et un lieu, ou le réglage FANAL_BACKUP_TO."
AT_WORK = (
    "Une autre sauvegarde, ou un exercice, est en cours dans {home} (processus {holder}) : recommencez quand "
    "il aura fini."
)
MOST_KEPT = 1000


def add_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    backup = commands.add_parser("backup", help="sauvegarder la base et les pièces jointes dans un fichier")
    backup.add_argument("file", nargs="?", type=Path, metavar="FICHIER")
    backup.add_argument("--to", dest="place", metavar="LIEU", help=PLACE)
    backup.add_argument(
        "--keep", type=_count, metavar="N", help="garder les N plus récentes de ce lieu, retirer les autres"
    )
    backup.add_argument("--with-secrets", action="store_true", help=SECRETS)
    backup.add_argument(
        "--sealed", action="store_true", help="tout le fichier chiffré, sous la même phrase de passe"
    )
    backup.set_defaults(run=run_backup)

    listed = commands.add_parser("backups", help="les sauvegardes d’un lieu, la plus récente d’abord")
    listed.add_argument("--from", dest="place", metavar="LIEU", help=PLACE)
    listed.set_defaults(run=run_list)


def _count(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= MOST_KEPT:
        raise argparse.ArgumentTypeError(f"un nombre de 1 à {MOST_KEPT}")
    return int(text)


def run_backup(given: argparse.Namespace) -> int:
    with explained_refusals():
        place = None if given.file else chosen_place(given.place)
        _require_clear_wish(given, place)
    home = data_home()
    is_needed = given.with_secrets or given.sealed
    phrase = asked_passphrase(twice=True) if is_needed else None
    if place is None:
        with database_server(home) as server:
            manifest = _write_backup(server, home, given, phrase, given.file.absolute())
            _print_summary(manifest, given.file, given.file.stat().st_size)
            note_done(server, home, Fact.BACKUP)
    else:
        _bring(given, home, place, phrase)
    if not given.with_secrets:
        print("Les clés n’y sont pas : gardez aussi une sauvegarde faite avec --with-secrets.")
    return 0


def run_list(given: argparse.Namespace) -> int:
    with explained_refusals():
        place = chosen_place(given.place)
        if place is None:
            raise Refused(NO_PLACE)
        names = place.names()
    print(f"{len(names)} dans {place}" if names else f"Il n’y a pas encore de sauvegarde dans {place}.")
    for name in names:
        print(f"  {name}")
    return 0


def chosen_place(typed: str | None) -> BackupPlace | None:
    """What was typed, else what the settings say. Raises Refused."""
    text = typed or read_environment().backup_to.get_secret_value()
    return backup_place(text) if text else None


def _require_clear_wish(given: argparse.Namespace, place: BackupPlace | None) -> None:
    """Raises Refused, before anything is made."""
    if given.file and (given.place or given.keep):
        raise Refused("Donnez un fichier, ou un lieu (--to, --keep), mais pas les deux.")
    if given.file is None and place is None:
        raise Refused(NO_PLACE)
    if isinstance(place, BackupBucket) and not given.sealed:
        raise Refused(
            "Ce qui part dans un stockage d’objets part chiffré : ajoutez --sealed, et nommez la phrase de "
            "passe dans FANAL_PASSPHRASE_FILE."
        )
    if isinstance(place, BackupBucket) and _is_bucket_of_files(place):
        raise Refused(
            "Ce seau est celui des pièces jointes : perdu, il emporterait les sauvegardes. Prenez-en un "
            "autre."
        )


def _is_bucket_of_files(place: BackupBucket) -> bool:
    url = read_environment().files_url.get_secret_value()
    if not url:
        return False
    files = read_address(url)
    return (files.endpoint, files.bucket) == (place.address.endpoint, place.address.bucket)


def _bring(given: argparse.Namespace, home: Path, place: BackupPlace, phrase: str | None) -> None:
    """Make a backup, read it again, bring it to its place, and only then take away those that are too old."""
    with working_folder(home) as work, database_server(home) as server:
        place.names()  # a place that does not answer is said before an hour of work
        with server.connect() as database:
            made_at = first_made(database)
        name = backup_name(made_at, datetime.now(UTC), is_sealed=given.sealed)
        draft = place.draft(name, work)
        manifest = _write_backup(server, home, given, phrase, draft)
        size = draft.stat().st_size
        _require_whole(draft, home, phrase)
        place.bring(draft)
        _print_summary(manifest, f"{place}/{name}", size)
        print("Relue : elle est entière.")
        note_done(server, home, Fact.BACKUP)
        if given.keep:
            _remove_old(place, name, given.keep)


def _remove_old(place: BackupPlace, name: str, count: int) -> None:
    gone = too_old(place.names(), name, count)
    for old in gone:
        place.remove(old)
    print(f"Plus anciennes, retirées : {len(gone)}.")


def note_done(server: DatabaseServer, home: Path, fact: Fact) -> None:
    """For all machines in the database, and in the home as a proof that outlives it."""
    now = datetime.now(UTC)
    last_done.keep(home / fact, now)
    with suppress(UndefinedTable), server.connect() as database:  # the tables of the version before
        record_by(database, fact, now)


def _require_whole(draft: Path, home: Path, phrase: str | None) -> None:
    """What cannot be read again is no backup: it goes, and nothing else does. Raises Refused."""
    try:
        with readable_archive(draft, home, phrase) as file:
            examine(file)
    except (Refused, Explained):
        draft.unlink(missing_ok=True)
        raise


def _write_backup(
    server: DatabaseServer, home: Path, given: argparse.Namespace, phrase: str | None, target: Path
) -> Manifest:
    return make_backup(
        server,
        home,
        target,
        passphrase=phrase if given.with_secrets else None,
        sealing=phrase if given.sealed else None,
        files_url=read_environment().files_url.get_secret_value(),
    )


def _print_summary(manifest: Manifest, name: Path | str, size: int) -> None:
    files = sum(member.startswith("files/") for member in manifest.members)
    rows = sum(manifest.tables.values())
    print(f"Sauvegarde faite : {name} ({size / 1e6:.1f} Mo, {rows} lignes, {files} pièces jointes).")


@contextmanager
def working_folder(home: Path) -> Iterator[Path]:
    """A private folder on the disk of the data, empty, removed at the end: for one command at a time.

    What a killed one left there goes first. Raises Explained while another one works.
    """
    with occupied(home, "backup", says=AT_WORK):
        work = home / "backup-work"
        shutil.rmtree(work, ignore_errors=True)
        work.mkdir(mode=0o700)
        try:
            yield work
        finally:
            shutil.rmtree(work, ignore_errors=True)


@contextmanager
def readable_archive(file: Path, home: Path, phrase: str | None) -> Iterator[Path]:
    """The archive; a sealed one is opened on the disk of the data for the time needed."""
    if phrase is None or not is_sealed(file):
        yield file
        return
    with ExitStack() as open_files:
        with explained_refusals():
            opened = open_files.enter_context(unsealed_copy(file, phrase, home))
        yield Path(f"/proc/self/fd/{opened.fileno()}")


def asked_passphrase(*, twice: bool) -> str:
    if file := read_environment().passphrase_file:
        try:
            return file.read_text(encoding="utf-8").strip()
        except OSError as problem:
            raise Explained(f"FANAL_PASSPHRASE_FILE ne peut pas être lu : {problem.strerror}.") from problem
    if not sys.stdin.isatty():
        raise Explained("Donnez la phrase de passe dans un fichier nommé par FANAL_PASSPHRASE_FILE.")
    typed = getpass.getpass("Phrase de passe : ")
    if twice and typed != getpass.getpass("La même, encore une fois : "):
        raise Explained("Les deux phrases de passe diffèrent : recommencez.")
    return typed
