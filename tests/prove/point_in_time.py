"""docs/operate/backup.md « To the minute »: an own server with pgBackRest goes back to before the mistake."""

import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from fanal.config.tests.elsewhere import Elsewhere
from fanal.core.embedded.cluster import identity
from fanal.core.embedded.place import ClusterPlace, make_place
from fanal.core.testing import free_port
from fanal.core.tests.stranger import RIGHTS, ROLES, WORD, Stranger

BINARIES = Path("/usr/lib/postgresql/17/bin")  # Debian 13; its pgBackRest reads no cluster of version 18
SECONDS = 60
# Of somebody who is above every guard: an administrator of the server alone is.
MISTAKE = ("SET session_replication_role = replica", "TRUNCATE accounts_school CASCADE")
SETTINGS = """
[global]
repo1-path={folder}/repository
log-path={folder}/log
lock-path={folder}/lock
spool-path={folder}/spool
repo1-retention-full=2
start-fast=y
compress-type=zst
archive-check=y

[fanal]
pg1-path={folder}/data
pg1-port={port}
pg1-socket-path={sockets}
pg1-user=admin
"""


class ArchivedServer:
    """PostgreSQL that sends each piece of its log to pgBackRest. `place`: its account and its folder."""

    def __init__(self, place: ClusterPlace, port: int) -> None:
        self.place, self.port = place, port
        self.settings = place.folder / "pgbackrest.conf"
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def data(self) -> Path:
        return self.place.folder / "data"

    def make(self) -> None:
        place = self.place
        for name in ("data", "repository", "log", "lock", "spool"):
            place.make_folder(place.folder / name)
        self.settings.write_text(SETTINGS.format(folder=place.folder, sockets=place.sockets, port=self.port))
        self.settings.chmod(0o644)
        word = place.folder / "word"
        word.write_text(WORD)
        word.chmod(0o644)
        by_word = [f"--pwfile={word}", "--auth-host=scram-sha-256", "--auth-local=trust"]
        self._run(BINARIES / "initdb", "-D", self.data, "-U", "admin", *by_word)

    def start(self) -> None:
        archiving = f"pgbackrest --config={self.settings} --stanza=fanal archive-push %p"
        options = {"archive_mode": "on", "archive_command": archiving, "archive_timeout": "60"}
        said = [part for name, value in options.items() for part in ("-c", f"{name}={value}")]
        where = ["-D", self.data, "-p", str(self.port), "-k", self.place.sockets, "-h", "127.0.0.1"]
        command = [BINARIES / "postgres", *where, *said]
        with (self.place.folder / "log/server.log").open("ab") as log:
            self._process = subprocess.Popen(command, stdout=log, stderr=log, **identity(self.place))
        limit = time.monotonic() + SECONDS
        while not self._is_writable():
            assert time.monotonic() < limit, (self.place.folder / "log/server.log").read_text()
            time.sleep(0.2)

    def stop(self) -> None:
        if self._process is not None:
            self._process.terminate()
            self._process.wait(SECONDS)
            self._process = None

    def pgbackrest(self, *command: str) -> None:
        self._run("pgbackrest", f"--config={self.settings}", "--stanza=fanal", *command)

    def _run(self, *command: str | Path) -> None:
        done = subprocess.run(command, capture_output=True, text=True, check=False, **identity(self.place))
        assert done.returncode == 0, done.stdout + done.stderr

    def _is_writable(self) -> bool:
        """A server that replays its log lets one read before it lets one write."""
        try:
            with psycopg.connect(Stranger(self.port).url("admin", "postgres"), connect_timeout=2) as link:
                return link.execute("SELECT pg_is_in_recovery()").fetchone() == (False,)
        except psycopg.OperationalError:
            return False


@pytest.fixture
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ArchivedServer]:
    if shutil.which("pgbackrest") is None or not BINARIES.exists():
        pytest.fail("Il manque des paquets Debian : apt-get install pgbackrest postgresql-17")
    place = make_place(tmp_path_factory.mktemp("archived"))
    made = ArchivedServer(place, free_port())
    made.make()
    try:
        yield made
    finally:
        made.stop()
        shutil.rmtree(place.folder, ignore_errors=True)


def test_what_was_erased_by_mistake_is_back_as_it_was_a_minute_before(
    server: ArchivedServer, tmp_path: Path
) -> None:
    server.start()
    stranger = Stranger(server.port)
    stranger.say(stranger.url("admin", "postgres"), *ROLES)
    stranger.say(stranger.url("fanal_owner"), *RIGHTS)
    fanal = Elsewhere(tmp_path / "home", stranger)
    succeed(fanal, "migrate")
    open_school(fanal, "0590001Y")
    server.pgbackrest("stanza-create")
    server.pgbackrest("check")
    server.pgbackrest("backup", "--type=full")

    open_school(fanal, "0590002Z")  # after the backup: its log alone has it
    moment = ask(stranger, "SELECT now()::text")
    entries = ask(stranger, "SELECT count(*) FROM core_journalentry")
    stranger.say(stranger.url("admin"), *MISTAKE)
    assert ask(stranger, "SELECT count(*) FROM accounts_school") == 0

    server.stop()
    began = time.monotonic()
    server.pgbackrest("restore", "--delta", "--type=time", f"--target={moment}", "--target-action=promote")
    server.start()
    print(f"back after {time.monotonic() - began:.1f} s")
    assert ask(stranger, "SELECT count(*) FROM accounts_school") == 2
    assert ask(stranger, "SELECT count(*) FROM core_journalentry") == entries
    succeed(fanal, "journal", "verify")
    succeed(fanal, "check")
    server.pgbackrest("backup", "--type=full")  # the line of time is a new one: the next return begins here


def open_school(fanal: Elsewhere, uai: str) -> None:
    succeed(fanal, "school", "create", uai, "--zone", "B", "--name", f"Collège {uai}")


def succeed(fanal: Elsewhere, *command: str) -> None:
    done = fanal.fanal(*command)
    assert done.returncode == 0, done.stdout + done.stderr


def ask(stranger: Stranger, question: str) -> object:
    with psycopg.connect(stranger.url("admin")) as link:
        (answer,) = link.execute(question).fetchone() or (None,)
        return answer
