"""The journal cannot be altered without being seen, forgets what it must, and still verifies."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psycopg
import pytest
import time_machine
from django.conf import settings
from django.db import connection

from fanal.accounts.models.member import system
from fanal.accounts.models.roles import System
from fanal.accounts.tests.factories import PersonFactory
from fanal.core import journal
from fanal.core.embedded import Embedded
from fanal.core.journal.models import Chain, JournalEntry, JournalStub
from fanal.core.journal.publication import heads_of, publish, published_heads
from fanal.core.journal.retention import limit_of, purge_security
from fanal.core.journal.signing import FOLDER, believed_keys
from fanal.core.journal.verification import Broken, link_hash
from fanal.core.tenancy import scope

SETUP = system(System.SETUP)
START = datetime(2025, 1, 10, 8, 0, tzinfo=UTC)
ENTRIES = 12
RECOMPUTED = """
SELECT seq, sha256(previous || convert_to(concat_ws('|', school_id, chain, seq,
  (extract(epoch FROM at) * 1000000)::bigint, verb, subject, author, ''), 'UTF8') || commitment)
FROM core_journalentry
"""
pytestmark = pytest.mark.clock(START)


def write(school, count: int = ENTRIES, chain: str = Chain.HISTORY) -> None:
    with scope(school):
        person = PersonFactory(school=school, given_name="Zoé")
        for number in range(count):
            journal.noted(person, by=SETUP, verb="test.noted", chain=chain, number=number, word="été | œuf")


def breaks(school, keys=()) -> list[Broken]:
    with scope(school):
        return list(journal.verify_school(school.pk, keys))


def test_sql_and_python_compute_the_same_links(school):
    write(school)
    with scope(school), connection.cursor() as cursor:
        cursor.execute(RECOMPUTED)
        in_sql = {seq: bytes(digest) for seq, digest in cursor.fetchall()}
        in_python = {entry.seq: link_hash(entry) for entry in JournalEntry.objects.for_school(school)}
    assert len(in_sql) == ENTRIES
    assert in_sql == in_python


def test_erased_values_leave_a_chain_that_verifies(school):
    write(school)
    with scope(school):
        assert journal.erase(JournalEntry.objects.for_school(school).filter(seq__lte=5)) == 5
        assert JournalEntry.objects.for_school(school).filter(payload__isnull=True).count() == 5
        last = JournalEntry.objects.for_school(school).latest("seq")
    assert (last.verb, last.payload) == ("core.values_erased", '{"seqs":[[1,5]],"why":""}')
    assert breaks(school) == []


def test_values_erased_behind_its_back_are_seen(owner, school):
    write(school)
    with scope(school):
        journal.erase(JournalEntry.objects.for_school(school).filter(seq__in=[1, 2, 9]))
    owner.execute("UPDATE core_journalentry SET salt = NULL, payload = NULL WHERE seq = 4")
    assert [(broken.seq, broken.says) for broken in breaks(school)] == [
        (4, "ses valeurs ont été effacées, et aucun effacement ne le dit")
    ]


def test_many_entries_of_one_statement_are_linked_in_their_order(school):
    """One statement that mixes chains, as a statement of the database may."""
    write(school, 2)
    write(school, 2, Chain.SECURITY)
    with scope(school), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO core_journalentry (school_id, chain, seq, at, verb, subject, author, salt, payload, "
            "commitment, previous, hash) SELECT school_id, chain, 0, at, verb, subject, author, salt, "
            "payload, commitment, '', '' FROM core_journalentry, generate_series(1, 3)"
        )
        assert JournalEntry.objects.for_school(school).count() == 16
    assert breaks(school) == []


@pytest.fixture
def owner(transactional_db) -> Iterator[psycopg.Connection]:
    dsn = Embedded(settings.FANAL_HOME).dsn("fanal_owner", connection.settings_dict["NAME"])
    with psycopg.connect(dsn, autocommit=True) as opened:
        yield opened


@contextmanager
def unguarded(owner: psycopg.Connection) -> Iterator[None]:
    """Whoever owns the database sets its triggers aside, then puts them back."""
    owner.execute("ALTER TABLE core_journalentry DISABLE TRIGGER USER")
    try:
        yield
    finally:
        owner.execute("ALTER TABLE core_journalentry ENABLE TRIGGER USER")


def test_a_chain_rewritten_to_its_head_contradicts_what_was_published(owner, school, tmp_path: Path):
    write(school)
    with scope(school):
        publish(tmp_path, START.date(), heads_of(school.pk, START.date()))
    with unguarded(owner):
        owner.execute("DELETE FROM core_journalentry WHERE seq > 8")
        owner.execute(
            "UPDATE core_journalhead SET seq = 8, hash = (SELECT hash FROM core_journalentry WHERE seq = 8)"
        )
        assert breaks(school) == []  # the chain alone cannot know
        with scope(school):
            contradictions = list(journal.contradictions(school.pk, published_heads(tmp_path)))
    assert [(broken.seq, broken.says) for broken in contradictions] == [
        (ENTRIES, "ce n’est plus ce qui avait été publié le 10/01/2025")
    ]


def test_published_heads_hold_while_the_journal_grows(school, tmp_path: Path):
    write(school)
    with scope(school):
        publish(tmp_path, START.date(), heads_of(school.pk, START.date()))
    write(school, 3)
    with scope(school):
        assert list(journal.contradictions(school.pk, published_heads(tmp_path))) == []


def purge(school, now: datetime, home: Path) -> JournalStub | Broken | None:
    with scope(school):
        return purge_security(school.pk, now=now, home=home, keys=believed_keys(home / FOLDER))


def two_years(school) -> None:
    for month in range(24):
        with time_machine.travel(START + timedelta(days=30 * month), tick=False):
            write(school, 2, Chain.SECURITY)


def test_the_security_chain_keeps_twelve_months_and_still_verifies(school, tmp_path: Path):
    two_years(school)
    now = START + timedelta(days=30 * 24)
    stub = purge(school, now, tmp_path)
    assert isinstance(stub, JournalStub)
    with scope(school):
        kept = JournalEntry.objects.for_school(school).filter(chain=Chain.SECURITY)
        assert kept.order_by("at").first().at >= limit_of(now)
        assert (stub.first_seq, stub.last_seq, kept.count()) == (1, 48 - kept.count(), kept.count())
    assert breaks(school, believed_keys(tmp_path / FOLDER)) == []
    assert purge(school, now, tmp_path) is None
    assert isinstance(purge(school, now + timedelta(days=200), tmp_path), JournalStub)
    assert breaks(school, believed_keys(tmp_path / FOLDER)) == []


def test_history_is_never_purged(school, tmp_path: Path):
    with time_machine.travel(START, tick=False):
        write(school)
    assert purge(school, START + timedelta(days=3000), tmp_path) is None


def test_a_purge_signed_by_nobody_we_know_is_seen(school, tmp_path: Path):
    two_years(school)
    purge(school, START + timedelta(days=720), tmp_path)
    assert [broken.says for broken in breaks(school, [])] == [
        "le retrait d’une période n’est pas signé par cette installation"
    ]


def test_an_altered_stub_is_seen(owner, school, tmp_path: Path):
    two_years(school)
    purge(school, START + timedelta(days=720), tmp_path)
    owner.execute("UPDATE core_journalstub SET reason = 'une autre raison'")
    assert len(breaks(school, believed_keys(tmp_path / FOLDER))) == 1


def test_a_broken_chain_is_kept_as_evidence(owner, school, tmp_path: Path):
    two_years(school)
    with unguarded(owner):
        owner.execute("UPDATE core_journalentry SET author = 'x' WHERE seq = 2")
        assert isinstance(purge(school, START + timedelta(days=720), tmp_path), Broken)
    with scope(school):
        assert JournalEntry.objects.for_school(school).count() == 48


@pytest.mark.parametrize(
    ("now", "limit"),
    [("2026-11-25", "2025-11-25"), ("2028-02-29", "2027-02-28"), ("2027-03-01", "2026-03-01")],
)
def test_twelve_months_go_by_the_calendar(now: str, limit: str):
    at = datetime.fromisoformat(now).replace(tzinfo=UTC)
    assert limit_of(at).date().isoformat() == limit
