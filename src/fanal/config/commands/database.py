"""The database for the time of one command: the embedded server is started if it was not running."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from psycopg.errors import UndefinedColumn, UndefinedTable

from fanal.config.environment import read_environment
from fanal.config.explained import Explained
from fanal.core.embedded import Embedded, EmbeddedError
from fanal.core.keys.secrets import private_directory


def data_home() -> Path:
    """FANAL_HOME, made private if it did not exist, and the same for every process we start."""
    home = private_directory(read_environment().home.resolve())
    os.environ["FANAL_HOME"] = str(home)
    return home


def uses_embedded() -> bool:
    env = read_environment()
    return not (env.database_url or env.database_owner_url)


@contextmanager
def embedded_running(home: Path) -> Iterator[Embedded]:
    """The embedded server, running; stopped afterwards if it was not before."""
    embedded = Embedded(home)
    was_running = embedded.is_running()
    embedded.start()
    try:
        yield embedded
    finally:
        if not was_running:
            embedded.stop()


def _require_installation() -> None:
    """Typed in the wrong folder, a command makes nothing there."""
    home = read_environment().home.resolve()
    if uses_embedded() and not Embedded(home).place.data.exists():
        raise Explained(
            f"Aucune installation de Fanal dans {home} : rien n’y a été créé. Donnez le dossier de la "
            "vôtre dans FANAL_HOME, ou commencez-en une ici par « fanal migrate »."
        )


@contextmanager
def ready_django(*, may_create: bool = False) -> Iterator[None]:
    """Django set up, and the database answering as long as the block lasts.

    Refused where there is no installation, unless the command may begin one.
    """
    import django

    try:
        if not may_create:
            _require_installation()
        home = data_home()
        _require_owner_address()
        os.environ.setdefault("FANAL_DATABASE_POOL", "1")  # a command is one thread
        if not uses_embedded():
            django.setup()
            yield
            return
        with embedded_running(home):
            django.setup()
            yield
            _disconnect()
    except EmbeddedError as problem:
        raise Explained(str(problem)) from problem
    except psycopg.OperationalError as problem:
        raise Explained(_no_answer(problem)) from problem
    except Exception as problem:
        # Django's error, whatever its class, names the one of psycopg as its cause.
        if isinstance(problem.__cause__, UndefinedTable | UndefinedColumn):
            raise Explained(
                "La base n’est pas à jour : lancez « fanal migrate », puis recommencez."
            ) from problem
        if isinstance(problem.__cause__, psycopg.OperationalError):
            raise Explained(_no_answer(problem)) from problem
        raise


@contextmanager
def explained_refusals() -> Iterator[None]:
    """What an action refuses is said in its own sentences."""
    from fanal.core.errors import Refused

    try:
        yield
    except Refused as refusal:
        raise Explained("\n".join(refusal.reasons)) from refusal


def _require_owner_address() -> None:
    """Without it, whoever migrates an external database would migrate the embedded one."""
    env = read_environment()
    if env.database_role == "owner" and env.database_url and not env.database_owner_url:
        raise Explained("Donnez l’adresse du propriétaire de la base dans FANAL_DATABASE_OWNER_URL.")


def _no_answer(problem: Exception) -> str:
    cause = (str(problem).splitlines() or ["sans un mot"])[0]
    return (
        f"La base de données ne répond pas : {cause}\nVérifiez FANAL_DATABASE_URL, et que le serveur tourne."
    )


def _disconnect() -> None:
    """A connection left open would see the server stop under it."""
    from django.db import connections

    connections.close_all()
