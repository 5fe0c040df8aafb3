"""How is a backup made while people go on working? One snapshot for the counts, the heads and the dump."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import IO, Any

import psycopg
from psycopg import sql

from fanal.core.backup.archive import DATABASE, FILES, KEYS, SEALED, Writer, is_allowed
from fanal.core.backup.loading import LEFT_OUT, tables_of
from fanal.core.backup.manifest import Manifest
from fanal.core.backup.sealed_file import PlainStream, SealedStream
from fanal.core.backup.sealing import seal
from fanal.core.backup.server import DatabaseServer, wait_for
from fanal.core.errors import Refused
from fanal.core.keys.installation_key import make_key, sign
from fanal.core.stores.file_store import FileStore, object_store, require_claim, store_at
from fanal.core.stores.paths import content_path

HEADS = "SELECT school_id, chain, seq, encode(hash, 'hex') FROM core_journalhead ORDER BY school_id, chain"
FIRST_MADE = "SELECT made_at FROM core_installation ORDER BY id LIMIT 1"
MIGRATIONS = "SELECT app, name FROM django_migrations ORDER BY app, name"


def make_backup(
    server: DatabaseServer,
    home: Path,
    target: Path,
    *,
    passphrase: str | None,
    sealing: str | None = None,
    files_url: str = "",
) -> Manifest:
    """Write the backup of this installation to `target`, which appears only when it is complete.

    `files_url`: the object store that keeps its files, if it has one.

    With a passphrase the keys are in it too; `sealing` is the passphrase under which all of it is sealed.
    Refused, with a sentence, when anything is missing.
    """
    if target.exists():
        raise Refused(f"{target} existe déjà : choisissez un autre nom, Fanal n’écrase pas une sauvegarde.")
    make_key(home)  # before the keys are sealed: the one that signs this backup goes with them
    sealed = seal(home / "secrets", passphrase) if passphrase is not None else None
    with _draft(target) as draft, _snapshot(server) as (database, snapshot):
        now = datetime.now(UTC)
        stream = SealedStream(draft, sealing) if sealing is not None else PlainStream(draft)
        writer = Writer(stream, int(now.timestamp()))
        with _dump(server, snapshot, target.parent) as (dump, size):
            writer.add(DATABASE, dump, size)
        if files_url:
            require_own_bucket(files_url, database)
            _add_contents(writer, store_at(files_url, home / "files"), database)
        else:
            _add_folder(writer, home / "files", FILES)
        _add_folder(writer, home / "journal-keys", KEYS)
        if sealed is not None:
            writer.add_bytes(SEALED, sealed)
        manifest = _manifest(database, writer, now)
        manifest = replace(manifest, signature=sign(home, manifest.message()).hex())
        writer.finish(manifest)
        stream.finish()
    return manifest


@contextmanager
def _draft(target: Path) -> Iterator[IO[bytes]]:
    """A private file beside `target` that takes its name at the very end."""
    try:
        descriptor, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
    except OSError as problem:
        raise Refused(
            f"La sauvegarde ne peut pas être écrite dans {target.parent} : {problem.strerror}."
        ) from problem
    draft = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        draft.rename(target)
    finally:
        draft.unlink(missing_ok=True)


@contextmanager
def _snapshot(server: DatabaseServer) -> Iterator[tuple[psycopg.Connection[Any], str]]:
    """One moment of the database, shared with pg_dump. A role that cannot see every row is an error."""
    with server.connect() as database:
        database.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        database.read_only = True
        database.execute("SET LOCAL row_security = off")
        row = database.execute("SELECT pg_export_snapshot()").fetchone()
        assert row is not None
        yield database, row[0]


@contextmanager
def _dump(server: DatabaseServer, snapshot: str, folder: Path) -> Iterator[tuple[IO[bytes], int]]:
    arguments = ["--format=custom", "--no-owner", f"--snapshot={snapshot}", f"--dbname={server.public_url}"]
    arguments += [f"--exclude-table-data={table}" for table in sorted(LEFT_OUT)]
    with tempfile.TemporaryFile(dir=folder) as dump, tempfile.TemporaryFile() as errors:
        process = server.open_tool("pg_dump", *arguments, stdout=dump, stderr=errors)
        wait_for(process, errors, "La copie de la base (pg_dump)")
        size = dump.seek(0, os.SEEK_END)
        dump.seek(0)
        yield dump, size


def _add_folder(writer: Writer, folder: Path, prefix: str) -> None:
    for path in sorted(folder.rglob("*")):
        name = prefix + path.relative_to(folder).as_posix()
        if path.is_symlink() or not (path.is_dir() or (path.is_file() and is_allowed(name))):
            raise Refused(f"{path} n’est pas un fichier que Fanal a rangé là : retirez-le, puis recommencez.")
        if path.is_file():
            writer.add_path(name, path)


def first_made(database: psycopg.Connection[Any]) -> datetime:
    """When this installation began: what tells it from all others. Refused where there is none yet."""
    row = database.execute(FIRST_MADE).fetchone()
    if row is None:
        raise Refused("Rien n’est encore installé ici : il n’y a rien à sauvegarder.")
    return row[0]


def require_own_bucket(files_url: str, database: psycopg.Connection[Any]) -> None:
    """StoreOfAnother, a Refused, when the bucket is not that of the installation of this database."""
    for (made_at,) in database.execute(FIRST_MADE).fetchall():
        require_claim(object_store(files_url), made_at)


def _add_contents(writer: Writer, store: FileStore, database: psycopg.Connection[Any]) -> None:
    """What an object store keeps of each school, under the names of the folder."""
    for (school_id,) in database.execute("SELECT id FROM accounts_school ORDER BY id").fetchall():
        for sha256 in store.hashes(school_id):
            with store.open(school_id, sha256) as content:
                writer.add_bytes(f"{FILES}{content_path(school_id, sha256)}", content.read())


def _manifest(database: psycopg.Connection[Any], writer: Writer, now: datetime) -> Manifest:
    counts = {table: _count(database, table) for table in sorted(tables_of(database) - LEFT_OUT)}
    return Manifest(
        made_at=now.isoformat(timespec="seconds"),
        program=version("fanal"),
        migrations=[list(row) for row in database.execute(MIGRATIONS)],
        tables=counts,
        heads=[list(row) for row in database.execute(HEADS)],
        members=writer.members,
        before=writer.digest,
    )


def _count(database: psycopg.Connection[Any], table: str) -> int:
    row = database.execute(sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(table))).fetchone()
    assert row is not None
    return int(row[0])
