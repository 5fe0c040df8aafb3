"""Somebody else's PostgreSQL: the same binaries, started apart, with passwords over TCP; and a pooler."""

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

from fanal.core.embedded.cluster import identity
from fanal.core.embedded.place import make_place
from fanal.core.testing import free_port

WORD = "mot-de-passe-d-essai"
# As `docs/operate/install.md` says, word for word.
ROLES = (
    f"CREATE ROLE fanal_owner LOGIN PASSWORD '{WORD}' NOSUPERUSER CREATEDB NOCREATEROLE BYPASSRLS",
    f"CREATE ROLE fanal_app LOGIN PASSWORD '{WORD}' NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS",
    "CREATE ROLE fanal_journal NOLOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS",
    "GRANT fanal_journal TO fanal_owner",
    "CREATE DATABASE fanal OWNER fanal_owner ENCODING 'UTF8' LOCALE_PROVIDER builtin "
    "BUILTIN_LOCALE 'C.UTF-8' LOCALE 'C' TEMPLATE template0",
)
RIGHTS = (
    "REVOKE ALL ON SCHEMA public FROM PUBLIC",
    "GRANT USAGE ON SCHEMA public TO fanal_app",
    "ALTER DEFAULT PRIVILEGES GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO fanal_app",
    "ALTER DEFAULT PRIVILEGES GRANT USAGE, SELECT ON SEQUENCES TO fanal_app",
    "ALTER DEFAULT PRIVILEGES GRANT EXECUTE ON FUNCTIONS TO fanal_app",
)


class Stranger:
    """A running server. Only its administrator knows `admin()`."""

    def __init__(self, port: int) -> None:
        self.port = port

    def url(self, role: str, database: str = "fanal") -> str:
        return f"postgresql://{role}:{WORD}@127.0.0.1:{self.port}/{database}"

    def say(self, url: str, *sentences: str) -> None:
        with psycopg.connect(url, autocommit=True) as link:
            for sentence in sentences:
                link.execute(sentence)


@contextmanager
def stranger() -> Iterator[Stranger]:
    """A server that nobody prepared for Fanal yet."""
    home = Path(tempfile.mkdtemp(prefix="stranger-", dir="/tmp"))
    place = make_place(home)
    options = identity(place)
    data, word = place.folder / "data", place.folder / "word"
    word.write_text(WORD)
    word.chmod(0o644)
    place.make_folder(data)
    initdb = [
        place.binaries / "initdb",
        "-D",
        data,
        "-U",
        "admin",
        f"--pwfile={word}",
        "--auth=scram-sha-256",
    ]
    server = None
    try:
        subprocess.run(
            [*initdb, "--auth=scram-sha-256", "--no-sync"], check=True, capture_output=True, **options
        )
        port = free_port()
        server = subprocess.Popen(
            [place.binaries / "postgres", "-D", data, "-p", str(port), "-k", "", "-h", "127.0.0.1", "-F"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            **options,
        )
        made = Stranger(port)
        _wait(made)
        yield made
    finally:
        if server is not None:
            server.terminate()
            server.wait(30)
        for folder in (place.folder, home):
            shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def pooler(server: Stranger) -> Iterator[Stranger]:
    """PgBouncer in transaction mode before that server, as `docs/operate/install.md` says."""
    program = shutil.which("pgbouncer", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
    if program is None:
        pytest.fail("Il manque le paquet Debian « pgbouncer » : apt-get install pgbouncer")
    home = Path(tempfile.mkdtemp(prefix="pooler-", dir="/tmp"))
    place = make_place(home)
    port = free_port()
    users, settings = place.folder / "users.txt", place.folder / "pgbouncer.ini"
    users.write_text(f'"fanal_app" "{WORD}"\n"admin" "{WORD}"\n')
    settings.write_text(
        f"[databases]\n* = host=127.0.0.1 port={server.port}\n[pgbouncer]\nlisten_addr = 127.0.0.1\n"
        f"listen_port = {port}\nunix_socket_dir =\nauth_type = scram-sha-256\nauth_file = {users}\n"
        "pool_mode = transaction\nmax_prepared_statements = 200\ndefault_pool_size = 2\n"
    )
    users.chmod(0o644)
    settings.chmod(0o644)
    running = subprocess.Popen(
        [program, "-q", settings], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **identity(place)
    )
    try:
        made = Stranger(port)
        _wait(made)
        yield made
    finally:
        running.terminate()
        running.wait(30)
        for folder in (place.folder, home):
            shutil.rmtree(folder, ignore_errors=True)


def _wait(made: Stranger) -> None:
    for _ in range(100):
        try:
            psycopg.connect(made.url("admin", "postgres"), connect_timeout=2).close()
        except psycopg.OperationalError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError("the stranger's server did not start")
