"""Serving: the embedded database, the web and the background work, together or each alone."""

import argparse
import http.client
import os
import signal
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
from fanal.core.embedded import Embedded
from fanal.core.secrets import private_directory
from fanal.core.supervisor import Child, Supervisor

HEALTH_SECONDS = 2
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
        raise Explained(
            f"Fanal ne démarre pas : « fanal {command} » s’est arrêté. Les lignes ci-dessus disent pourquoi."
        )


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

    One that runs already belongs to another unit (`--only database`), and goes on.
    """
    with embedded_running(embedded.home) if embedded is not None else nullcontext():
        for command in ["migrate", *(then or [])]:
            _ask(command)


def _supervise(
    given: argparse.Namespace, home: Path, embedded: Embedded | None, *, announce: Callable[[], None]
) -> int:
    children = []
    if embedded is not None and given.only in {None, "database"}:
        children.append(_database(embedded))
    if given.only in {None, "worker"}:
        children.append(_worker())
    if given.only in {None, "web"}:
        children.append(_web(given, announce))
    return Supervisor(children).run()


def _database(embedded: Embedded) -> Child:
    embedded.prepare()
    return Child(
        "base de données",
        embedded.command(),
        stop_signal=signal.SIGINT,
        popen_options=embedded.popen_options(),
        ready=embedded.is_running,
        order=0,
    )


def _worker() -> Child:
    command = [sys.executable, "-m", "django", "procrastinate", "worker", "--concurrency", "1"]
    env = (
        os.environ | THRIFTY | {"FANAL_DATABASE_POOL": "1", "DJANGO_SETTINGS_MODULE": "fanal.config.settings"}
    )
    # LISTEN does not pass PgBouncer in transaction mode: the worker goes straight to the server.
    if direct := read_environment().database_direct_url:
        env["FANAL_DATABASE_URL"] = direct
    return Child("travail de fond", command, env=env, order=1)


def _web(given: argparse.Namespace, announce: Callable[[], None]) -> Child:
    command = [sys.executable, "-m", "fanal.config.pages", "--host", given.host, "--port", str(given.port)]
    address = f"http://127.0.0.1:{given.port}/healthz"
    announced: list[bool] = []

    def ready() -> bool:
        if not _answers(address):
            return False
        if not announced:
            announced.append(True)
            announce()
        return True

    return Child("pages", command, env=os.environ | THRIFTY, ready=ready, order=1)


def _answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=HEALTH_SECONDS) as answer:
            return answer.status == 200
    except (OSError, http.client.HTTPException):  # also what is not a web server at this port
        return False
