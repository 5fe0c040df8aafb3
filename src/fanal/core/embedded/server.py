"""How is the embedded PostgreSQL started, found again, reached and stopped?"""

import fcntl
import os
import signal
import socket
import struct
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, TextIO
from urllib.parse import quote

from fanal.core.embedded.cluster import ADMIN, DATABASE, add_later_roles, identity, make_cluster
from fanal.core.embedded.place import PORT, ClusterPlace, EmbeddedError, find_place, make_place

START_SECONDS, STOP_SECONDS = 60, 10
LARGEST_LOG = 5_000_000
ENCRYPTION_REQUEST = struct.pack("!ii", 8, 80877103)  # the shortest question; « N » = no
STATUS_LINE = 7  # of postmaster.pid, counted from zero

LEAST_MEMORY, MANY = 256, 4096  # megabytes
# Small on purpose: the server may be a shared machine with 2 GB (io_method=sync saves three processes).
SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_wal_size": "512MB",
    "autovacuum_max_workers": "2",
    "max_worker_processes": "4",
    "max_logical_replication_workers": "0",
    "io_method": "sync",
    "jit": "off",
    "timezone": "UTC",
    "log_checkpoints": "off",
    # The values of a refused row are somebody's data: they have no place in a log.
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
}


def settings_for(memory: int) -> dict[str, str]:
    """What PostgreSQL advises of so many megabytes, and never less than its own guess of the cache."""
    return {
        "shared_buffers": f"{memory // 4}MB",
        "effective_cache_size": f"{max(memory * 3 // 4, 4096)}MB",
        "maintenance_work_mem": f"{max(32, min(memory // 16, 2048))}MB",
        "work_mem": f"{max(4, memory // 256)}MB",
        "max_connections": "60" if memory < MANY else "200",
    }


class Embedded:
    """One PostgreSQL server for one FANAL_HOME. `fsync=False` is for tests: a power cut would lose data."""

    def __init__(self, home: Path, *, fsync: bool = True) -> None:
        self.home = Path(os.path.abspath(home))
        self.fsync = fsync
        self._made: ClusterPlace | None = None

    @property
    def place(self) -> ClusterPlace:
        """Folders and account, whether they exist yet or not."""
        return self._made or find_place(self.home)

    def prepare(self) -> ClusterPlace:
        """Make the cluster if this home has none (about a second); EmbeddedError if it cannot be had."""
        if self._made is None:
            with self._lock():
                place = make_place(self.home)
                make_cluster(place, fsync=self.fsync)
                self._made = place
        return self._made

    @property
    def folder(self) -> Path:
        """The only folder that belongs to the server; removing it removes the database."""
        return self.place.folder

    @property
    def log(self) -> Path:
        return self.place.log

    def tool(self, name: str) -> Path:
        """Path of a client program of the same version: psql, pg_dump or pg_restore."""
        return self.prepare().binaries / name

    def dsn(self, role: str, database: str = DATABASE) -> str:
        """A libpq address through the private socket; peer authentication, so it holds no secret."""
        host = quote(str(self.place.sockets), safe="")
        return f"postgresql://{quote(role)}@/{quote(database)}?host={host}&port={PORT}"

    def command(self, *, memory: int = LEAST_MEMORY) -> list[str]:
        """The server as a foreground process, to be run with `popen_options()`; `memory`: megabytes."""
        place = self.prepare()
        settings = (
            SETTINGS
            | settings_for(memory)
            | {
                "unix_socket_directories": str(place.sockets),
                "fsync": "on" if self.fsync else "off",
            }
        )
        options = [f"--{name}={value}" for name, value in settings.items()]
        return [str(place.binaries / "postgres"), "-D", str(place.data), "-p", str(PORT), *options]

    def popen_options(self) -> dict[str, Any]:
        """Arguments of `subprocess.Popen`: account, environment, and the log file instead of our output."""
        place = self.prepare()
        log = _open_log(place.log)
        return identity(place) | {"start_new_session": True, "stdout": log, "stderr": log}

    def is_running(self) -> bool:
        """True when the server answers on its socket and has finished its recovery."""
        return self._is_ready() and self._answers()

    def start(self) -> None:
        """Start the server unless it runs, and wait until it serves. It outlives this process."""
        self.prepare()
        with self._lock():
            if self.is_running() or self._starts():
                add_later_roles(self.place, self.dsn(ADMIN, "postgres"))
                return
        last = " ".join(self.log.read_text(errors="replace").splitlines()[-3:])
        raise EmbeddedError(f"PostgreSQL n’a pas démarré ({last}). Le journal complet est {self.log}.")

    def _starts(self) -> bool:
        # What a killed server left behind (its shared memory) may take a moment to disappear.
        for pause in (0.3, 1.0, 0.0):
            self._reap(self._pid())
            if self._spawn():
                return True
            time.sleep(pause)
        return False

    def _spawn(self) -> bool:
        options = self.popen_options()
        process = subprocess.Popen(self.command(), **options)
        options["stdout"].close()
        try:
            return self._wait_until_ready(process)
        except BaseException:  # whoever interrupts the start (Ctrl+C) leaves no server behind
            process.kill()
            process.wait()
            raise

    def stop(self) -> None:
        """Stop the server if it runs; open transactions are rolled back, nothing committed is lost."""
        with self._lock():
            pid = self._pid()
            if pid is None or not self._answers():
                return
            for number in (signal.SIGINT, signal.SIGQUIT):
                os.kill(pid, number)
                if self._wait_until_gone(pid):
                    return
        raise EmbeddedError(f"PostgreSQL (processus {pid}) ne s’arrête pas. Consultez {self.log}.")

    @contextmanager
    def _lock(self) -> Iterator[None]:
        """Let one process at a time create, start or stop: two first starts at once destroy each other."""
        try:
            self.home.mkdir(mode=0o700, parents=True, exist_ok=True)
            handle = (self.home / "embedded.lock").open("w")
        except PermissionError as refused:
            raise EmbeddedError(
                f"Le dossier {self.home} appartient à un autre compte : Fanal ne peut pas y écrire. "
                "Lancez Fanal avec ce compte, ou choisissez un autre dossier dans FANAL_HOME."
            ) from refused
        with handle:
            fcntl.flock(handle, fcntl.LOCK_EX)
            yield

    def _status(self) -> list[str]:
        try:
            return (self.place.data / "postmaster.pid").read_text().splitlines()
        except (FileNotFoundError, PermissionError):  # not made yet, or another account's
            return []

    def _pid(self) -> int | None:
        lines = self._status()
        return int(lines[0]) if lines else None

    def _is_ready(self) -> bool:
        lines = self._status()
        return len(lines) > STATUS_LINE and lines[STATUS_LINE].strip() == "ready"

    def _answers(self) -> bool:
        """Ask the socket itself: after a `kill -9` the pid in the file may belong to anyone."""
        with socket.socket(socket.AF_UNIX) as client, suppress(OSError):
            client.settimeout(5)
            client.connect(str(self.place.sockets / f".s.PGSQL.{PORT}"))
            client.sendall(ENCRYPTION_REQUEST)
            return client.recv(1) == b"N"
        return False

    def _wait_until_ready(self, process: subprocess.Popen[bytes]) -> bool:
        limit = time.monotonic() + START_SECONDS
        while time.monotonic() < limit and process.poll() is None:
            if self._pid() == process.pid and self._is_ready():
                process.returncode = 0  # left running on purpose: Popen must neither warn nor wait
                return True
            time.sleep(0.01)
        process.kill()
        process.wait()
        return False

    def _wait_until_gone(self, pid: int) -> bool:
        limit = time.monotonic() + STOP_SECONDS
        while time.monotonic() < limit:
            if self._pid() != pid:
                self._reap(pid)
                return True
            time.sleep(0.01)
        return False

    def _reap(self, pid: int | None) -> None:
        """Take leave of a server that died, if it was our child: its successor would believe it alive."""
        limit = time.monotonic() + 1
        while pid is not None and time.monotonic() < limit:
            try:
                if os.waitpid(pid, os.WNOHANG)[0]:
                    return
            except ChildProcessError:
                return
            time.sleep(0.01)


def _open_log(log: Path) -> TextIO:
    if log.exists() and log.stat().st_size > LARGEST_LOG:
        log.replace(log.with_suffix(".log.1"))
    descriptor = os.open(log, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_NOFOLLOW, 0o600)
    return os.fdopen(descriptor, "a")
