"""How does an installation come back from a backup, or stay exactly as it was?

All is prepared beside what exists: files in `restoring/`, rows in a database of their own. Only when its
counts, its journal heads and its whole journal hold does it take the place of the old one, by renaming.
"""

import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

from fanal.core.backup.archive import DATABASE, FILES, KEYS, SEALED, BackupArchive
from fanal.core.backup.loading import LEFT_OUT, load_rows, tables_of
from fanal.core.backup.making import HEADS, require_own_bucket
from fanal.core.backup.manifest import ALTERED
from fanal.core.backup.rows import count_rows
from fanal.core.backup.sealing import unseal
from fanal.core.backup.server import DatabaseServer, at_database, wait_for
from fanal.core.errors import Refused
from fanal.core.keys.installation_key import SECRET, believed_keys, is_signed, public_key_of
from fanal.core.keys.secrets import is_chosen, private_directory, secrets_of
from fanal.core.stores.file_store import FileStore, store_at

RESTORING = "restoring"
SHARE_OF_DISK = 0.9
NOT_FROM_HERE = (
    "Cette sauvegarde n’est pas d’ici : aucune clé de cette installation ne l’a signée, elle a donc pu être "
    "faite ou changée par n’importe qui. Rien n’a été touché. Si elle vient de votre ancienne machine, ou "
    "d’un Fanal d’avant décembre 2026, et que vous savez qui l’a gardée, recommencez avec "
    "--from-elsewhere ; ou avec --with-secrets si les clés y sont."
)


@dataclass(frozen=True)
class Steps:
    """What the layers above do to the database at an address; each raises Refused when it fails.

    `migrate_as_in(url, migrations)` makes the tables of that moment, `upgrade(url)` brings them to today,
    `verify(name, home)` recomputes the journal of the database `name` with the public keys of `home`.
    """

    migrate_as_in: Callable[[str, list[list[str]]], None]
    upgrade: Callable[[str], None]
    verify: Callable[[str, Path], None]


def restore(
    server: DatabaseServer,
    home: Path,
    archive: BackupArchive,
    steps: Steps,
    *,
    passphrase: str | None,
    is_drill: bool,
    is_from_elsewhere: bool = False,
    files_url: str = "",
    is_of_now: bool = False,
) -> None:
    """Put this installation back as it was in `archive`; a drill does everything but take the place.

    `files_url`: the object store that keeps its files, if it has one; what stands there stays. `is_of_now`:
    the archive was made a moment ago, so the heads published here are those of its journal.

    One that no key of this installation signed is taken only when it is said to be from elsewhere. Refused,
    with a sentence, leaves the installation as it is.
    """
    keys = _keys_of(archive, passphrase)
    if not is_from_elsewhere:
        _require_from_here(archive, home, keys)
    if not is_drill:
        require_stopped(server)
    clean_leftovers(server, home)
    moment = datetime.now(UTC).strftime("%Y%m%d_%H%M%S")
    fresh = f"{server.database}_restoring_{moment}"
    staging = private_directory(home / RESTORING)
    try:
        _extract(archive, staging, home, keys)
        _require_counts(server, archive, staging)
        _fill(server, archive, staging, fresh, steps)
        if not is_drill:
            if files_url:
                with server.connect(fresh) as database:
                    require_own_bucket(files_url, database)
                _put_contents(store_at(files_url, home / "files"), staging / FILES)
            _take_the_place(server, home, staging, fresh, moment, is_of_now=is_of_now)
    finally:
        server.drop_database(fresh)
        shutil.rmtree(staging)


def _require_from_here(archive: BackupArchive, home: Path, keys: dict[str, bytes]) -> None:
    """Signed by a key of this installation, or by the one that came sealed under the passphrase."""
    believed = believed_keys(home / KEYS)
    if is_chosen(SECRET) or (home / "secrets" / SECRET).exists():
        believed += [public_key_of(secret) for secret in secrets_of(home, SECRET)]
    if SECRET in keys:
        believed += [public_key_of(secret) for secret in keys[SECRET].decode().split()]
    manifest = archive.manifest
    if not is_signed(manifest.message(), _bytes_of(manifest.signature), believed):
        raise Refused(NOT_FROM_HERE)


def _bytes_of(hexadecimal: str) -> bytes:
    try:
        return bytes.fromhex(hexadecimal)
    except ValueError:
        return b""


def clean_leftovers(server: DatabaseServer, home: Path) -> None:
    """Remove what a restore that was killed had prepared."""
    shutil.rmtree(home / RESTORING, ignore_errors=True)
    for name in server.databases(f"{server.database}_restoring_"):
        server.drop_database(name)


def require_stopped(server: DatabaseServer) -> None:
    if server.has_clients():
        raise Refused(
            "Fanal est en train de servir : la restauration remplace toute la base. "
            "Arrêtez « fanal serve », puis recommencez."
        )


def _keys_of(archive: BackupArchive, passphrase: str | None) -> dict[str, bytes]:
    if passphrase is None:
        return {}
    if not archive.has_secrets:
        raise Refused(
            "Cette sauvegarde ne contient pas les clés : elle a été faite sans --with-secrets. "
            "Recommencez sans cette option, ou prenez une autre sauvegarde."
        )
    return unseal(archive.read(SEALED), passphrase)


def _extract(archive: BackupArchive, staging: Path, home: Path, keys: dict[str, bytes]) -> None:
    needed = sum(size for _, size in archive.places.values())
    if needed > _free(home):
        raise Refused("Il n’y a pas assez de place sur ce disque pour restaurer. Rien n’a été touché.")
    for name in (DATABASE, *archive.names(FILES), *archive.names(KEYS)):
        archive.extract(name, staging / name)
    for folder in (FILES, KEYS):
        private_directory(staging / folder)
    for public_key in (home / KEYS).glob("*.pub"):  # keys that signed here since the backup are still ours
        shutil.copy2(public_key, staging / KEYS / public_key.name)
    if keys:
        secrets = private_directory(staging / "secrets")
        for name, content in keys.items():
            (secrets / name).touch(mode=0o600)
            (secrets / name).write_bytes(content)


def _put_contents(store: FileStore, folder: Path) -> None:
    """Before the database takes its place: a content too many is harmless, one that lacks is not."""
    for file in sorted(folder.glob("*/??/*")):
        store.put(int(file.parts[-3]), file.name, file.read_bytes())
    shutil.rmtree(folder)
    private_directory(folder)


def _free(home: Path) -> int:
    return int(shutil.disk_usage(home).free * SHARE_OF_DISK)


@contextmanager
def _script(server: DatabaseServer, dump: Path) -> Iterator[IO[bytes]]:
    """The rows of the dump as text; pg_restore only translates, it is connected to nothing."""
    arguments = ("--data-only", "--no-owner", "--no-privileges", "--file=-")
    with dump.open("rb") as source, tempfile.TemporaryFile() as errors:
        process = server.open_tool("pg_restore", *arguments, stdin=source, stdout=-1, stderr=errors)
        assert process.stdout is not None
        try:
            yield process.stdout
            wait_for(process, errors, "La lecture de la base sauvegardée (pg_restore)")
        finally:
            process.stdout.close()
            process.kill()
            process.wait()


def _require_counts(server: DatabaseServer, archive: BackupArchive, staging: Path) -> None:
    """A first reading, which writes nothing: each table has the rows that the manifest says."""
    with _script(server, staging / DATABASE) as script:
        counts = count_rows(script, most_bytes=_free(staging))
    if counts != archive.manifest.tables:
        raise Refused(ALTERED)


def _fill(server: DatabaseServer, archive: BackupArchive, staging: Path, fresh: str, steps: Steps) -> None:
    manifest, url = archive.manifest, at_database(server.url, fresh)
    server.make_database(fresh)
    steps.migrate_as_in(url, manifest.migrations)
    with server.connect(fresh) as database, _script(server, staging / DATABASE) as script:
        if tables_of(database) - LEFT_OUT != set(manifest.tables):
            raise Refused(ALTERED)
        load_rows(database, script)
        heads = [list(row) for row in database.execute(HEADS)]
    if heads != manifest.heads:
        raise Refused(ALTERED)
    steps.upgrade(url)
    steps.verify(fresh, staging)


def _take_the_place(
    server: DatabaseServer, home: Path, staging: Path, fresh: str, moment: str, *, is_of_now: bool
) -> None:
    """Rename folders, then databases together; undone in reverse order if anything fails."""
    require_stopped(server)
    former = f"{server.database}_before_{moment}"
    done: list[tuple[Path, Path]] = []
    moves = [
        (home / name, home / f"{name}_before_{moment}") for name in _replaced(staging, is_of_now=is_of_now)
    ]
    moves += [(staging / name, home / name) for name in ("files", "journal-keys", "secrets")]
    try:
        for source, target in moves:
            if source.exists():
                source.rename(target)
                done.append((source, target))
        server.swap(fresh, former)
    except BaseException:  # an interruption (Ctrl+C) too must leave what was there
        for source, target in reversed(done):
            target.rename(source)
        raise
    server.drop_database(former)
    for name in ("files", "journal-keys", "secrets"):
        shutil.rmtree(home / f"{name}_before_{moment}", ignore_errors=True)


def _replaced(staging: Path, *, is_of_now: bool) -> list[str]:
    """Folders that make room. Published heads are set aside and kept when they speak of a later journal."""
    replaced = ["files", "journal-keys"] + ([] if is_of_now else ["journal-heads"])
    return replaced + (["secrets"] if (staging / "secrets").exists() else [])
