"""How do the rows of a dump enter tables that our own migrations have just made?

In one transaction: links and triggers are set aside (the journal's would link its entries anew), the rows
copied, then the links are made again, which checks every one of them.
"""

from typing import IO, Any

import psycopg
from psycopg import sql

from fanal.core.backup.rows import STRANGE, DumpedTable, End, Sequence, read_rows
from fanal.core.errors import Refused

# Sign-ins that were open then are not opened again; counters of tries and cached answers start from zero; a
# file that waits to be read is brought again.
LEFT_OUT = frozenset(
    {
        "core_cache",
        "core_installationfact",
        "django_session",
        "usersessions_usersession",
        "file_readings_filereading",
    }
)

TABLES = "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
COLUMNS = (
    "SELECT table_name, column_name FROM information_schema.columns "
    "WHERE table_schema = 'public' AND is_generated = 'NEVER'"
)
LINKS = (
    "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint "
    "WHERE contype = 'f' AND connamespace = 'public'::regnamespace"
)


def tables_of(database: psycopg.Connection[Any]) -> set[str]:
    return {row[0] for row in database.execute(TABLES)}


def load_rows(database: psycopg.Connection[Any], script: IO[bytes]) -> None:
    """Replace every row of this database by those of the script; all or nothing."""
    tables = sorted(tables_of(database))
    links = database.execute(LINKS).fetchall()
    _each(database, "ALTER TABLE {} DISABLE TRIGGER USER", tables)
    for table, name, _ in links:
        _execute(database, "ALTER TABLE {} DROP CONSTRAINT {}", table, name)
    everything = sql.SQL(", ").join(sql.Identifier(table) for table in tables)
    database.execute(sql.SQL("TRUNCATE {}").format(everything))
    _copy(database, script)
    for table, name, definition in links:
        head = sql.SQL("ALTER TABLE {} ADD CONSTRAINT {} ").format(
            sql.Identifier(table), sql.Identifier(name)
        )
        database.execute(head + sql.SQL(definition))
    _each(database, "ALTER TABLE {} ENABLE TRIGGER USER", tables)
    database.commit()


def _copy(database: psycopg.Connection[Any], script: IO[bytes]) -> None:
    columns: dict[str, set[str]] = {}
    for table, column in database.execute(COLUMNS):
        columns.setdefault(table, set()).add(column)
    parts = read_rows(script)
    for part in parts:
        if isinstance(part, Sequence):
            database.execute("SELECT setval(%s::regclass, %s, %s)", [part.name, part.value, part.is_called])
        elif isinstance(part, DumpedTable):
            if part.name in LEFT_OUT or not columns.get(part.name, set()) >= set(part.columns):
                raise Refused(STRANGE)
            _copy_table(database, part, parts)


def _copy_table(database: psycopg.Connection[Any], table: DumpedTable, parts: Any) -> None:
    names = sql.SQL(", ").join(sql.Identifier(column) for column in table.columns)
    order = sql.SQL("COPY {} ({}) FROM STDIN").format(sql.Identifier(table.name), names)
    with database.cursor() as cursor, cursor.copy(order) as copy:
        for line in parts:
            if isinstance(line, End):
                return
            copy.write(line)


def _execute(database: psycopg.Connection[Any], statement: str, *names: str) -> None:
    database.execute(sql.SQL(statement).format(*(sql.Identifier(name) for name in names)))


def _each(database: psycopg.Connection[Any], statement: str, tables: list[str]) -> None:
    for table in tables:
        _execute(database, statement, table)
