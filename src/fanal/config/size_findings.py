"""Is the database large enough for who uses it? Findings about schools and connections."""

from collections.abc import Iterator
from typing import Any

from fanal.config.environment import Environment
from fanal.config.findings import InstallationFinding, doubtful
from fanal.config.work import MOST_CONNECTIONS
from fanal.core.queues import Queue

MOST_EMBEDDED = 10  # schools
SCHOOLS = "SELECT count(*) FROM accounts_school"
ALLOWED = (
    "SELECT current_setting('max_connections')::int - current_setting('superuser_reserved_connections')::int"
)
COMMANDS = 5  # connections for `fanal` itself, a backup, an administrator


def of_size(cursor: Any, *, is_embedded: bool) -> Iterator[InstallationFinding]:
    """The database that Fanal brings along is for a few schools."""
    cursor.execute(SCHOOLS)
    count = cursor.fetchone()[0]
    if is_embedded and count > MOST_EMBEDDED:
        yield doubtful(
            f"{count} établissements sont sur la base que Fanal apporte. Au-delà de {MOST_EMBEDDED}, prenez "
            "un serveur PostgreSQL à vous, sauvegardé en continu : « fanal database move » y va."
        )


def of_connections(cursor: Any, env: Environment) -> Iterator[InstallationFinding]:
    """Of this machine alone; behind a pooler the figure is the pooler's."""
    cursor.execute(ALLOWED)
    allowed = cursor.fetchone()[0]
    needed = env.web_workers * env.database_pool + env.workers * (MOST_CONNECTIONS + len(Queue)) + COMMANDS
    if needed > allowed:
        yield doubtful(
            f"Cette machine peut ouvrir {needed} connexions, et la base en accepte {allowed} : des pages "
            "attendraient. Baissez FANAL_WEB_WORKERS ou FANAL_WORKERS, ou augmentez max_connections "
            "(FANAL_DATABASE_MEMORY pour la base que Fanal apporte)."
        )
