"""A database of before the journal had a role of its own comes to it, and what was erased in it is said."""

import hashlib
import os
from collections.abc import Iterator

import psycopg
import pytest
from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from fanal.core import journal
from fanal.core.dropping import drop_database
from fanal.core.embedded import Embedded
from fanal.core.journal.models import JournalEntry
from fanal.core.journal.triggers import OWNED
from fanal.core.tenancy import scope

BEFORE = [("core", "0011_mail_pile")]
AFTER = [("core", "0013_erasures_say_who")]

NEEDED = """
SELECT column_name, CASE WHEN column_name = 'uai' THEN quote_literal('0590001Z')
  WHEN data_type = 'boolean' THEN 'false'
  WHEN data_type LIKE 'char%' THEN quote_literal('x')
  WHEN data_type LIKE 'time%' THEN quote_literal('2026-11-27 10:00+01') ELSE '20' END
  FROM information_schema.columns
 WHERE table_name = 'accounts_school' AND is_nullable = 'NO' AND is_identity = 'NO' AND column_name <> 'id'
"""


@pytest.fixture
def older(django_db_blocker, django_db_setup) -> Iterator[psycopg.Connection]:
    """A database whose tables are those of before; Django speaks to it as its owner."""
    embedded, name = Embedded(settings.FANAL_HOME), f"fanal_test_older_{os.getpid()}"
    here = connection.settings_dict
    kept = here["NAME"], here["USER"]
    with psycopg.connect(embedded.dsn("fanal_owner"), autocommit=True) as owner, django_db_blocker.unblock():
        owner.execute(f'CREATE DATABASE "{name}"')
        connection.close()
        here["NAME"], here["USER"] = name, "fanal_owner"
        try:
            MigrationExecutor(connection).migrate(BEFORE)
            with psycopg.connect(embedded.dsn("fanal_owner", name), autocommit=True) as opened:
                yield opened
        finally:
            connection.close()
            here["NAME"], here["USER"] = kept
            drop_database(owner, name)


def fill(older: psycopg.Connection) -> int:
    """Six entries of a school, of which two were erased."""
    needed = older.execute(NEEDED).fetchall()
    columns, values = (", ".join(parts) for parts in zip(*needed, strict=True))
    row = older.execute(f"INSERT INTO accounts_school ({columns}) VALUES ({values}) RETURNING id").fetchone()
    assert row is not None
    for number in range(6):
        older.execute(
            "INSERT INTO core_journalentry (school_id, chain, seq, at, verb, subject, author, salt, payload, "
            "commitment, previous, hash) VALUES (%s, 'history', 0, '2026-11-27 10:00+01', 'test.noted', "
            "'a.b:1', 'x:1', %s, %s, %s, '', '')",
            [row[0], b"s", f"{number}", hashlib.sha256(b"s" + f"{number}".encode()).digest()],
        )
    older.execute("UPDATE core_journalentry SET salt = NULL, payload = NULL WHERE seq IN (2, 3)")
    return int(row[0])


def test_what_was_erased_before_is_said_once_and_the_chain_goes_on(older: psycopg.Connection) -> None:
    school = fill(older)
    MigrationExecutor(connection).migrate(AFTER)
    assert older.execute("SELECT seq, payload FROM core_journalentry WHERE seq > 6").fetchall() == [
        (7, '{"seqs":[[2,3]]}')
    ]
    connection.close()
    connection.settings_dict["USER"] = "fanal_app"
    with scope(school):
        assert list(journal.verify_school(school)) == []
        assert journal.erase(JournalEntry.objects.for_school(school).filter(seq=5)) == 1
        assert list(journal.verify_school(school)) == []


@pytest.mark.django_db
def test_the_functions_that_are_looked_for_are_those_that_migrations_leave() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT oid::int FROM pg_proc WHERE proowner = 'fanal_journal'::regrole")
        left = {row[0] for row in cursor.fetchall()}
        cursor.execute("SELECT unnest(%s::text[])::regprocedure::oid::int", [list(OWNED)])
        assert {row[0] for row in cursor.fetchall()} == left
