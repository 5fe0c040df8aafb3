"""The tables brought to today, and known to the planner of PostgreSQL even where they are small.

By itself PostgreSQL looks at a table after fifty changes. Until then it takes forty bookable things for a
single one, begins a question there, and reads each booking of the school to find those of one person.

Several machines may begin at once: each looks first, and one alone migrates while the others wait for it.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.management import call_command
from django.db import OperationalError, connection, transaction
from django.db.migrations.executor import MigrationExecutor

COUNTED_AFTER = 5  # changes
SETTING = f"autovacuum_analyze_threshold={COUNTED_AFTER}"
COUNT_SMALL_TABLES = f"""
DO $$
DECLARE one regclass;
BEGIN
  FOR one IN
    SELECT oid FROM pg_class
    WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
      AND NOT coalesce(reloptions, '{{}}') @> ARRAY['{SETTING}']
  LOOP
    EXECUTE format('ALTER TABLE %s SET ({SETTING})', one);
  END LOOP;
END $$"""


LOCK = 0x66616E616C  # « fanal »: the advisory lock of whoever migrates
MOST_MINUTES = 15
CACHE_TABLE = "SELECT to_regclass('core_cache') IS NOT NULL"


class MigratedElsewhere(Exception):
    """Another machine has been migrating this database for longer than one waits."""


def migrate_tables() -> None:
    """As their owner, and again as often as one likes. Raises MigratedElsewhere."""
    if _are_up_to_date():
        return
    with _alone():
        call_command("migrate", verbosity=0)
        call_command("createcachetable", verbosity=0)
        with connection.cursor() as cursor:
            cursor.execute(COUNT_SMALL_TABLES)


def late_migrations() -> list[str]:
    """The migrations of this code that this database has not had, as « app.name »."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _ in plan]


def _are_up_to_date() -> bool:
    if late_migrations():
        return False
    with connection.cursor() as cursor:
        cursor.execute(CACHE_TABLE)
        return bool(cursor.fetchone()[0])


@contextmanager
def _alone() -> Iterator[None]:
    """The server frees the lock with the session, however it ends."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL lock_timeout = '{MOST_MINUTES}min'")
            cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK])  # it stays after the transaction
    except OperationalError as problem:
        raise MigratedElsewhere from problem
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])
