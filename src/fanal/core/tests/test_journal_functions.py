"""What the database holds around the journal is what `fanal check` looks for."""

import pytest
from django.db import connection

from fanal.core.journal.triggers import OWNED


@pytest.mark.django_db
def test_the_functions_that_are_looked_for_are_those_that_migrations_leave() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT oid::int FROM pg_proc WHERE proowner = 'fanal_journal'::regrole")
        left = {row[0] for row in cursor.fetchall()}
        cursor.execute("SELECT unnest(%s::text[])::regprocedure::oid::int", [list(OWNED)])
        assert {row[0] for row in cursor.fetchall()} == left
