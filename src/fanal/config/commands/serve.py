"""Serving: the embedded database, the web and the background work, together or each alone."""

import argparse
import http.client
import os
import shutil
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path

from fanal.config.commands import demonstration
from fanal.config.commands.database import embedded_running
from fanal.config.environment import read_environment
from fanal.config.explained import Explained
from fanal.config.home_lock import occupied
from fanal.config.variables import with_value
from fanal.core.embedded import Embedded
from fanal.core.keys.secrets import private_directory
from fanal.core.operation.supervisor import Child, Supervisor
from fanal.core.queues import Queue

HEALTH_SECONDS = 2
METRICS_FOLDER = "PROMETHEUS_MULTIPROC_DIR"  # the library's own name; `core/operation/metrics.py`
MOST_WAITING = 1024  # connections that nobody has taken yet
NOT_ANNOUNCED = (
    "Les pages sont servies. S’il faut encore ouvrir le premier établissement, relancez Fanal quand la base "
    "répond : il redira le code de l’installation."
)
# One store of free memory for all the threads of a process: Python runs one at a time anyway.
THRIFTY = {"MALLOC_ARENA_MAX": "1"}


def add_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    serve = commands.add_parser("serve", help="servir Fanal : base, pages et travail de fond")
    serve.add_argument("--port", type=int, default=8000)
    serve.add_argument("--host", default="127.0.0.1", help="adresse d’écoute")
    serve.add_argument("--only", choices=["web", "worker", "database"], help="cette partie seulement")
    serve.set_defaults(run=run_serve)

    demo = commands.add_parser("demo", help="montrer Fanal avec un collège inventé")
    demo.add_argument("--port", type=int, default=8000)
    demo.add_argument("--reset", action="store_true", help="recommencer la démonstration à neuf")
    demo.set_defaults(run=run_demo, host="127.0.0.1", only=None)


def run_serve(given: argparse.Namespace) -> int:
    home = _home()
    embedded = _embedded(home)
    os.environ.setdefault("FANAL_PUBLIC_URL", f"http://localhost:{given.port}")
    with occupied(home, *filter(None, [given.only])):
        if given.only in {None, "web"}:
            _prepare_database(embedded)
        elif given.only == "worker" and embedded is None:
            _ask("keys-check")
        return _supervise(given, home, embedded, announce=_announce_setup)


def _announce_setup() -> None:
    """Nothing when a school is open here."""
    _ask("setup-code", FANAL_DATABASE_POOL="1")


def _ask(command: str, **extra: str) -> None:
    """One command of our own, in its own process. Raises Explained when it fails: it has said why itself."""
    done = subprocess.run(
        [sys.executable, "-m", "fanal.config.cli", command], check=False, env=os.environ | extra
    )
    if done.returncode:
        raise Explained(f"« fanal {command} » s’est arrêté. Les lignes ci-dessus disent pourquoi.")


def run_demo(given: argparse.Namespace) -> int:
    home = _home()
    embedded = _embedded(home)
    os.environ["FANAL_PUBLIC_URL"] = f"http://localhost:{given.port}"
    # The addresses where to click stay on the screen: what the processes say goes beside the data.
    os.environ.setdefault("FANAL_LOG_FILE", str(home / "fanal.log"))
    with occupied(home):
        if given.reset:
            demonstration.forget(home, embedded)
        _prepare_database(embedded, then=["demo-story"])
        return _supervise(given, home, embedded, announce=lambda: demonstration.announce(home, given.port))


def _home() -> Path:
    home = read_environment().home.resolve()
    os.environ["FANAL_HOME"] = str(private_directory(home))
    return home


def _embedded(home: Path) -> Embedded | None:
    """The database we keep ourselves, or None when an address was given."""
    return None if read_environment().database_url else Embedded(home)


def _prepare_database(embedded: Embedded | None, then: list[str] | None = None) -> None:
    """Migrate (and tell the story) before anything is served; the supervisor then owns the server.

    One that runs already belongs to another unit (`--only database`), and goes on. Where another machine
    migrates, this one only looks whether its keys are those of the database.
    """
    first = ["migrate"] if read_environment().migrate == "always" else ["keys-check", "static-files"]
    with embedded_running(embedded.home) if embedded is not None else nullcontext():
        for command in [*first, *(then or [])]:
            _ask(command)


def _supervise(
    given: argparse.Namespace, home: Path, embedded: Embedded | None, *, announce: Callable[[], None]
) -> int:
    children = []
    if embedded is not None and given.only in {None, "database"}:
        children.append(_database(embedded))
    if given.only in {None, "worker"}:
        children += [_worker() for _ in range(read_environment().workers)]
    if given.only in {None, "web"}:
        children.append(_web(given, announce))
    return Supervisor(children).run()


def _database(embedded: Embedded) -> Child:
    embedded.prepare()
    return Child(
        "base de données",
        embedded.command(memory=read_environment().database_memory),
        stop_signal=signal.SIGINT,
        popen_options=embedded.popen_options(),
        ready=embedded.is_running,
        order=0,
    )


def _worker() -> Child:
    """One process: three jobs at once, each of its own sort (`fanal.config.work`)."""
    command = [sys.executable, "-m", "fanal.config.work"]
    own = {"FANAL_DATABASE_POOL": str(len(Queue)), "DJANGO_SETTINGS_MODULE": "fanal.config.settings"}
    env = os.environ | THRIFTY | own
    # LISTEN does not pass PgBouncer in transaction mode: the worker goes straight to the server.
    if direct := read_environment().database_direct_url:
        env = with_value(env, "database_url", direct)
    return Child("travail de fond", command, env=env, order=1)


def _web(given: argparse.Namespace, announce: Callable[[], None]) -> Child:
    listening = _listen(given.host, given.port)
    command = [sys.executable, "-m", "fanal.config.pages", "--host", given.host, "--port", str(given.port)]
    command += ["--listening", str(listening)]
    address = f"http://127.0.0.1:{given.port}/healthz"
    announced: list[bool] = []

    def ready() -> bool:
        if not _answers(address):
            return False
        if not announced:
            announced.append(True)
            _say_without_stopping(announce)
        return True

    return Child(
        "pages",
        command,
        env=os.environ | THRIFTY | {METRICS_FOLDER: str(_empty_folder("metrics"))},
        popen_options={"pass_fds": [listening]},
        ready=ready,
        order=1,
    )


def _empty_folder(name: str) -> Path:
    """Of the data: what the pages counted begins anew with the whole node, not with a page that died."""
    folder = _home() / name
    shutil.rmtree(folder, ignore_errors=True)
    return private_directory(folder)


def _listen(host: str, port: int) -> int:
    """Where pages are asked for. It stays ours: whoever comes while they are started again waits for them."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
    except OSError as problem:
        raise Explained(f"Fanal ne peut pas écouter sur {host}:{port} : {problem.strerror}.") from problem
    listening.listen(MOST_WAITING)
    return listening.detach()  # as long as we live


def _say_without_stopping(announce: Callable[[], None]) -> None:
    """Pages that are served go on: the database may be away just now, and be back for the next page."""
    try:
        announce()
    except Explained as problem:
        print(f"{problem}\n{NOT_ANNOUNCED}", file=sys.stderr)


def _answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=HEALTH_SECONDS) as answer:
            return answer.status == 200
    except (OSError, http.client.HTTPException):  # also what is not a web server at this port
        return False
