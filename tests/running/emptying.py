"""A test that commits leaves nothing: what it wrote goes, and no table that it did not write is touched.

Django's own way empties two hundred tables and writes seven hundred permissions again: a second and a half of
processor for each such test.
"""

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from django.db import connection
from django.test import TransactionTestCase
from psycopg import sql

# Made by the migrations, not by tests.
STAY = {"django_content_type", "auth_permission"}
# Of the jobs that a test promised: their models are not Django's to make, so it names them nowhere.
JOBS = {"procrastinate_events", "procrastinate_periodic_defers", "procrastinate_jobs"}
# Neither the order of the keys nor the journal that nobody erases stands in the way: the administrator alone.
WITHOUT_TRIGGERS = "SET session_replication_role = replica; SET lock_timeout = '2min'"
# A table that never had a row since it was made has no size; one that lost them keeps it.
WRITTEN = (
    "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace "
    "AND pg_relation_size(oid) > 0 AND relname = ANY(%s)"
)


def empty(admin: psycopg.Connection) -> None:
    tables = {*connection.introspection.django_table_names()} - STAY | JOBS
    names = [name for (name,) in admin.execute(WRITTEN, [list(tables)])]
    if names:
        admin.execute(
            sql.SQL("; ").join(sql.SQL("DELETE FROM {}").format(sql.Identifier(name)) for name in names)
        )


@contextmanager
def emptied_after_tests(address: str) -> Iterator[None]:
    """Each test that commits in this database leaves it empty, as long as the block lasts."""
    djangos_own = TransactionTestCase._fixture_teardown
    with psycopg.connect(address) as admin:
        admin.execute(WITHOUT_TRIGGERS)
        admin.commit()

        def teardown(test: TransactionTestCase) -> None:
            with admin.transaction():
                empty(admin)

        TransactionTestCase._fixture_teardown = teardown
        try:
            yield
        finally:
            TransactionTestCase._fixture_teardown = djangos_own
