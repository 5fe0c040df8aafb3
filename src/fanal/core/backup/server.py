"""Which PostgreSQL is backed up or restored, reached as its owner with the tools of the same version."""

import os
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, LiteralString
from urllib.parse import quote, unquote, urlsplit, urlunsplit

import psycopg
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict

from fanal.core.database.removal import drop_database
from fanal.core.embedded.cluster import GRANTS
from fanal.core.errors import Refused

MAINTENANCE = "postgres"
HOW_IT_IS = (
    "SELECT to_jsonb(d) || jsonb_build_object('encoding_name', pg_encoding_to_char(encoding)) "
    "FROM pg_database d WHERE datname = %s"
)
# Of pg_database.datlocprovider: the provider, and the option that names its locale.
PROVIDERS: dict[str, tuple[LiteralString, LiteralString]] = {
    "b": ("builtin", "BUILTIN_LOCALE"),
    "c": ("libc", ""),
    "i": ("icu", "ICU_LOCALE"),
}
CLIENTS = "SELECT 1 FROM pg_stat_activity WHERE datname = %s AND usename IS NOT NULL"  # not autovacuum


def at_database(url: str, name: str) -> str:
    """The same address with another database."""
    return urlunsplit(urlsplit(url)._replace(path=f"/{quote(name, safe='')}"))


@dataclass(frozen=True)
class DatabaseServer:
    """`url` is the owner's address of Fanal's database; `tool` finds pg_dump and pg_restore."""

    url: str
    tool: Callable[[str], Path]

    @property
    def database(self) -> str:
        return str(conninfo_to_dict(self.url)["dbname"])

    def connect(self, name: str | None = None, **options: Any) -> psycopg.Connection[Any]:
        return psycopg.connect(at_database(self.url, name) if name else self.url, **options)

    def open_tool(self, name: str, *arguments: str, **streams: Any) -> subprocess.Popen[bytes]:
        """Start a client program; the password goes through the environment, where `ps` does not show it."""
        try:
            program = str(self.tool(name))
            return subprocess.Popen([program, *arguments], env=os.environ | self._password(), **streams)
        except FileNotFoundError as missing:
            raise Refused(
                f"Le programme {name} manque sur cette machine : installez les clients PostgreSQL "
                "de la version du serveur."
            ) from missing

    def _password(self) -> dict[str, str]:
        password = urlsplit(self.url).password
        return {"PGPASSWORD": unquote(password)} if password else {}

    @property
    def public_url(self) -> str:
        """The address without its password."""
        parts = urlsplit(self.url)
        host = parts.netloc.rpartition("@")[2]
        return urlunsplit(parts._replace(netloc=f"{parts.username or ''}@{host}"))

    def make_database(self, name: str) -> None:
        """Empty, of ours' encoding and order, where `fanal_app` may use what the owner will make."""
        with self.connect(MAINTENANCE, autocommit=True) as owner:
            owner.execute(self._creation(owner, name))
        with self.connect(name, autocommit=True) as owner:
            for statement in GRANTS:
                owner.execute(statement)

    def _creation(self, owner: psycopg.Connection[Any], name: str) -> sql.Composed:
        """As our database is: that of the server's template may order words otherwise, or know no accent."""
        row = owner.execute(HOW_IT_IS, [self.database]).fetchone()
        assert row is not None
        (made,) = row
        provider, option = PROVIDERS[made["datlocprovider"]]
        words = [
            sql.SQL("CREATE DATABASE {} TEMPLATE template0").format(sql.Identifier(name)),
            sql.SQL("ENCODING {}").format(made["encoding_name"]),
            sql.SQL("LOCALE_PROVIDER {}").format(sql.SQL(provider)),
            sql.SQL("LC_COLLATE {} LC_CTYPE {}").format(made["datcollate"], made["datctype"]),
        ]
        if option:
            locale = made.get("datlocale") or made["daticulocale"]  # its name before PostgreSQL 17
            words.append(sql.SQL("{} {}").format(sql.SQL(option), locale))
        return sql.SQL(" ").join(words)

    def drop_database(self, name: str) -> None:
        with self.connect(MAINTENANCE, autocommit=True) as owner:
            drop_database(owner, name)

    def swap(self, fresh: str, former: str) -> None:
        """Both renames or neither: `fresh` takes the place of our database, which becomes `former`."""
        with self.connect(MAINTENANCE) as owner:
            for old, new in ((self.database, former), (fresh, self.database)):
                statement = sql.SQL("ALTER DATABASE {} RENAME TO {}")
                owner.execute(statement.format(sql.Identifier(old), sql.Identifier(new)))

    def databases(self, prefix: str) -> list[str]:
        with self.connect(MAINTENANCE) as owner:
            cursor = owner.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [prefix])
            return [row[0] for row in cursor]

    def has_clients(self) -> bool:
        """Is anyone connected to our database, as whatever serves it would be?"""
        with self.connect(MAINTENANCE) as owner:
            cursor = owner.execute(CLIENTS, [self.database])
            return cursor.fetchone() is not None


def wait_for(process: subprocess.Popen[bytes], errors: IO[bytes], doing: str) -> None:
    """Refused, with the program's own last words, unless it ended well."""
    if process.wait() == 0:
        return
    errors.seek(0)
    last = errors.read()[-600:].decode(errors="replace").strip()
    raise Refused(f"{doing} a échoué : {last}")
