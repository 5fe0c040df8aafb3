"""The database as its owner, for the commands that copy all of it."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from fanal.config.commands.database import embedded_running, uses_embedded
from fanal.config.environment import read_environment
from fanal.config.explained import Explained
from fanal.core.backup import DatabaseServer
from fanal.core.embedded import EmbeddedError
from fanal.core.errors import Refused


@contextmanager
def database_server(home: Path) -> Iterator[DatabaseServer]:
    """The database as its owner; the embedded one is started for the time needed if it was not running."""
    env = read_environment()
    with explained_database():
        if not uses_embedded():
            if not env.database_owner_url:
                raise Refused("Donnez l’adresse du propriétaire de la base dans FANAL_DATABASE_OWNER_URL.")
            yield DatabaseServer(env.database_owner_url, lambda name: Path(shutil.which(name) or name))
        else:
            with embedded_running(home) as embedded:
                yield DatabaseServer(embedded.dsn("fanal_owner"), embedded.tool)


@contextmanager
def explained_database() -> Iterator[None]:
    """What a database refuses, or says of itself, in a sentence."""
    try:
        yield
    except (Refused, EmbeddedError) as problem:
        raise Explained(str(problem)) from problem
    except psycopg.Error as problem:
        raise Explained(f"La base de données a refusé : {str(problem).splitlines()[0]}") from problem
