"""Whoever speaks to the database as Fanal, or owns it, rewrites the journal: refused, found, or a limit.

Verified in November 2026, § 7, S5. The database is exactly as `fanal migrate` leaves it. What is neither
refused nor found is named in SECURITY.md: the role that serves may add entries, and erase values (an entry
says so); the owner may rewrite what came after the last head published elsewhere.
"""

import random
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import batched

import psycopg
import pytest
from django.db import DatabaseError, connection, transaction

from fanal.accounts.models import School
from fanal.accounts.models.member import system
from fanal.accounts.models.roles import System
from fanal.accounts.tests.factories import SchoolFactory
from fanal.core import journal
from fanal.core.journal.models import Chain
from fanal.core.journal.publication import Head, heads_of
from fanal.core.tenancy import scope
from fanal.core.tests.journal_tampering import OF_THE_SESSION, AsOwner, AsServer

DAY = datetime(2026, 1, 10, tzinfo=UTC).date()
pytestmark = pytest.mark.clock(DAY)
PUBLISHED, ENTRIES = 8, 12
BY_SERVER, BY_OWNER = 8500, 1500
STATE = """
SELECT count(*), md5(string_agg(hash::text, '' ORDER BY chain, seq) FILTER (WHERE seq <= %(entries)s)),
  md5(string_agg(concat(salt::text, payload), '' ORDER BY chain, seq) FILTER (WHERE seq <= %(entries)s))
  FROM public.core_journalentry WHERE school_id = %(school)s
"""


@pytest.fixture
def here(sealed_database: str, django_db_blocker) -> Iterator[School]:
    """A school with twelve entries of history, and as many of security."""
    settings = connection.settings_dict
    before = settings["NAME"], settings["USER"]
    with django_db_blocker.unblock():
        connection.close()
        settings["NAME"] = sealed_database
        try:
            school = SchoolFactory()
            with scope(school):
                for number in range(ENTRIES):
                    for chain in Chain:
                        journal.noted(
                            school, by=system(System.SETUP), verb="test.noted", chain=chain, number=number
                        )
            yield school
        finally:
            connection.close()
            settings["NAME"], settings["USER"] = before


def say(statements: list[str]) -> list[str]:
    """Each statement in its own savepoint; those that went through, and could reach beyond this session."""
    done = []
    for statement in statements:
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                if statement.startswith("COPY"):
                    with cursor.cursor.copy(statement) as copy:
                        copy.write(b"1\n")
                else:
                    cursor.execute(statement)
                done.append(statement)
        except (DatabaseError, psycopg.Error):
            continue
    return [statement for statement in done if not statement.startswith(OF_THE_SESSION)]


def see_clearly(school: School) -> None:
    """What the session was told to believe is undone: the real tables, the school's scope."""
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")
        cursor.execute(
            "SELECT set_config('search_path', 'public, pg_temp', true), "
            "set_config('fanal.schools', %s, true), set_config('row_security', 'on', true)",
            [str(school.pk)],
        )


def state(school: School) -> tuple:
    with connection.cursor() as cursor:
        cursor.execute(STATE, {"entries": ENTRIES, "school": school.pk})
        return tuple(cursor.fetchone())


@contextmanager
def undone() -> Iterator[None]:
    with transaction.atomic():
        mark = transaction.savepoint_create()
        yield
        transaction.savepoint_rollback(mark)


def outcome(school: School, statements: list[str], published: list[Head], before: tuple) -> str:
    """What became of it: `refused`, `found`, `published`, or what was changed unseen."""
    with undone():
        if not say(statements):
            return "refused"
        see_clearly(school)
        if next(journal.verify_school(school.pk), None):
            return "found"
        if next(journal.contradictions(school.pk, published), None):
            return "published"
        (count, links, values), (_, same_links, same_values) = state(school), before
    if (links, values) == (same_links, same_values):
        return "nothing" if count == before[0] else "added"
    return "erased" if links == same_links else "rewritten"


def published_at_eight(school: School) -> list[Head]:
    """The head of history when eight entries were there, and the head of security."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT encode(hash, 'hex') FROM public.core_journalentry WHERE chain = 'history' AND seq = %s",
            [PUBLISHED],
        )
        early = Head(str(DAY), school.pk, "history", PUBLISHED, cursor.fetchone()[0])
    return [early, heads_of(school.pk, DAY)[-1]]


def attacks(school: School, *deeds: list[str]) -> list[str]:
    """The outcome of each, from the same start; nothing of it stays."""
    outcomes = []
    for batch in batched(deeds, 100, strict=False):
        with transaction.atomic():
            see_clearly(school)
            published, before = published_at_eight(school), state(school)
            outcomes += [outcome(school, deed, published, before) for deed in batch]
    return outcomes


COVERING_STUB = (
    "INSERT INTO {} (school_id, chain, first_seq, last_seq, first_previous, last_hash, reason, at, "
    "signature) SELECT school_id, chain, 1, 12, '', hash, '', at, '' "
    "FROM public.core_journalentry WHERE seq = 12"
)
DELETE = "DELETE FROM core_journalentry WHERE seq > 3"
MOVE_BACK = (
    "UPDATE core_journalhead h SET seq = e.seq, hash = e.hash FROM core_journalentry e "
    "WHERE e.seq = 3 AND e.chain = h.chain"
)


@pytest.mark.parametrize(
    "statements",
    [
        [
            "CREATE TEMPORARY TABLE core_journalstub (LIKE public.core_journalstub)",
            COVERING_STUB.format("pg_temp.core_journalstub"),
            DELETE,
            MOVE_BACK,
        ],
        [COVERING_STUB.format("public.core_journalstub"), DELETE, "DELETE FROM core_journalstub", MOVE_BACK],
        [DELETE, MOVE_BACK],
    ],
    ids=["a stub in a temporary table", "an unsigned stub", "entries deleted, the head moved back"],
)
def test_the_three_attacks_of_the_role_that_serves_change_nothing(here, statements):
    assert attacks(here, statements)[0] in {"refused", "nothing"}
    with scope(here), connection.cursor() as cursor:
        for statement in statements[-2:]:
            with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
                cursor.execute(statement)


def test_an_unsigned_purge_by_the_role_that_serves_is_found(here):
    purge = f"SELECT public.journal_purge({here.pk}, 1, 5, 'x', timestamptz '2026-11-27 10:00+01', '')"
    assert attacks(here, [purge]) == ["found"]


def test_what_the_role_that_serves_erases_is_said_by_the_journal(here):
    erase = f"SELECT public.journal_erase({here.pk}, 'history', '{{2,3}}', 'person:1', 'à sa demande')"
    assert attacks(here, [erase]) == ["erased"]
    with scope(here), undone(), connection.cursor() as cursor:
        cursor.execute(erase)
        cursor.execute("SELECT payload FROM core_journalentry WHERE verb = 'core.values_erased'")
        assert cursor.fetchall() == [('{"seqs":[[2,3]],"why":"à sa demande"}',)]


def test_thousands_of_random_tampers_by_the_role_that_serves(here):
    """The other thousands are the owner's, below: ten thousand together."""
    tamperer = AsServer(random.Random(2026), here.pk, ENTRIES)
    deeds = [tamperer.once() for _ in range(BY_SERVER)]
    outcomes = attacks(here, *deeds)
    unseen = [deed for deed, what in zip(deeds, outcomes, strict=True) if what in {"rewritten", "published"}]
    assert unseen == []
    assert set(outcomes) == {"refused", "nothing", "found", "added", "erased"}, Counter(outcomes)
    assert list(breaks(here)) == []


def test_thousands_of_random_tampers_by_the_owner(here):
    connection.close()
    connection.settings_dict["USER"] = "fanal_owner"
    tamperer = AsOwner(random.Random(2026), ENTRIES)
    deeds = [tamperer.once() for _ in range(BY_OWNER)]
    with transaction.atomic(), connection.cursor() as cursor:
        for table in ("core_journalentry", "core_journalhead", "core_journalstub"):
            cursor.execute(f"ALTER TABLE public.{table} DISABLE TRIGGER USER")
        outcomes = attacks(here, *deeds)
        unseen = [deed for deed, what in zip(deeds, outcomes, strict=True) if what in {"rewritten", "added"}]
        # The limit: everything after the last published head, made anew with its links.
        assert all("seq >= " in deed[-1] for deed in unseen)
        transaction.set_rollback(True)
    assert set(outcomes) <= {"found", "published", "nothing", "rewritten", "added"}, Counter(outcomes)
    assert min(Counter(outcomes)[what] for what in ("found", "published", "rewritten")) > 20, Counter(
        outcomes
    )


def breaks(school: School) -> list[journal.Broken]:
    with scope(school):
        return list(journal.verify_school(school.pk))
