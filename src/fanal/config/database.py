"""Which PostgreSQL role this process speaks as.

`fanal_app` serves: no table of its own, no way around row-level security. `fanal_owner` migrates and backs
up. A process is one or the other for its whole life.
"""

from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from fanal.config.environment import Environment

ROLES = {"app": "fanal_app", "owner": "fanal_owner"}


def from_url(url: str) -> dict[str, Any]:
    """Turn a libpq address into Django's words; `?host=` names a socket folder."""
    parts = urlsplit(url)
    query = {key: values[-1] for key, values in parse_qs(parts.query).items()}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query.pop("host", parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "OPTIONS": query,
    }


def address(env: Environment, home: Path) -> str:
    """The address for this process's role, at the embedded server when none is given."""
    given = env.database_owner_url if env.database_role == "owner" else env.database_url
    if given:
        return given
    from fanal.core.embedded import Embedded  # only where the embedded server is used

    return Embedded(home).dsn(ROLES[env.database_role])


def databases(env: Environment, home: Path) -> dict[str, dict[str, Any]]:
    """Django's DATABASES: one database, prepared statements, and a pool where pages are served."""
    settings = from_url(address(env, home))
    options = settings["OPTIONS"]
    options |= {"server_side_binding": True, "prepare_threshold": 3, "application_name": "fanal"}
    if env.database_pool > 1 and env.database_role == "app":
        # While the database is away the pool asks for it 0, 1, 3 and 7 seconds after the loss, then at each
        # page: never later than a page waits, however long it was away. A restart may take five seconds on a
        # machine that does much else.
        options["pool"] = {
            "min_size": 1,
            "max_size": env.database_pool,
            "timeout": 8,
            "reconnect_timeout": 7,
        }
    # Asked « are you there? » as it leaves the pool: the database may have been restarted since.
    settings |= {"CONN_MAX_AGE": 0, "CONN_HEALTH_CHECKS": True}
    settings |= {"DISABLE_SERVER_SIDE_CURSORS": True, "ATOMIC_REQUESTS": False}
    return {"default": settings}
