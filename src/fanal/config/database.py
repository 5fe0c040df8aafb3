"""Which PostgreSQL role this process speaks as.

`fanal_app` serves: no table of its own, no way around row-level security. `fanal_owner` migrates and backs
up. A process is one or the other for its whole life.
"""

from pathlib import Path
from typing import Any

from psycopg.conninfo import conninfo_to_dict

from fanal.config.environment import Environment

ROLES = {"app": "fanal_app", "owner": "fanal_owner"}


def from_url(url: str) -> dict[str, Any]:
    """Turn an address into Django's words, as libpq reads it: several hosts, a socket folder, a passfile."""
    parts = conninfo_to_dict(url)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.pop("dbname", ""),
        "USER": parts.pop("user", ""),
        "PASSWORD": parts.pop("password", ""),
        "HOST": parts.pop("host", ""),
        "PORT": parts.pop("port", ""),
        "OPTIONS": parts,
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
        # While the database is away the pool asks for it at each page, twice, and a page that waits asks the
        # pool again (`patient_postgresql`): never later than it waits, however long the database was away.
        settings["ENGINE"] = "fanal.core.patient_postgresql"
        options["pool"] = {
            "min_size": 1,
            "max_size": env.database_pool,
            "timeout": 0.5,
            "reconnect_timeout": 0.25,
        }
    # Asked « are you there? » as it leaves the pool: the database may have been restarted since.
    settings |= {"CONN_MAX_AGE": 0, "CONN_HEALTH_CHECKS": True}
    settings |= {"DISABLE_SERVER_SIDE_CURSORS": True, "ATOMIC_REQUESTS": False}
    return {"default": settings}
