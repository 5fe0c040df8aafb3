"""The journal cannot be altered without being seen, forgets what it must, and still verifies."""

import hashlib
import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psycopg
import pytest
import time_machine
from django.conf import settings
from django.db import connection, transaction

from fanal.accounts.members import system
from fanal.accounts.roles import System
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
ENTRIES, TAMPERS = 12, 200
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
            journal.noted(person, by=SETUP, says="test.noted", chain=chain, number=number, word="été | œuf")


def breaks(school, keys=()) -> list[Broken]:
    with scope(school):
        return list(journal.verify_school(school.pk, keys))


def test_sql_and_python_compute_the_same_links(school):
    write(school)
    with scope(school), connection.cursor() as cursor:
        cursor.execute(RECOMPUTED)
        in_sql = {seq: bytes(found) for seq, found in cursor.fetchall()}
        in_python = {entry.seq: link_hash(entry) for entry in JournalEntry.objects.for_school(school)}
    assert len(in_sql) == ENTRIES
    assert in_sql == in_python


def test_erased_values_leave_a_chain_that_verifies(school):
    write(school)
    with scope(school):
        assert journal.erase(JournalEntry.objects.for_school(school).filter(seq__lte=5)) == 5
        assert JournalEntry.objects.for_school(school).filter(payload__isnull=True).count() == 5
    assert breaks(school) == []


@pytest.mark.parametrize("change", ["verb = 'x'", "payload = '{}'", "salt = NULL"])
def test_the_role_that_serves_cannot_rewrite_an_entry(school, change):
    write(school, 1)
    refused = pytest.raises(Exception, match="not rewritten")
    with scope(school), refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE core_journalentry SET {change}")


def test_the_role_that_serves_cannot_delete_an_entry(school):
    write(school, 1)
    refused = pytest.raises(Exception, match="only behind a signed stub")
    with scope(school), refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM core_journalentry")


class Tamperer:
    """Whoever owns the database: triggers off, rows rewritten, then all put back as it was."""

    def __init__(self, owner: psycopg.Connection, chance: random.Random) -> None:
        self.owner, self.chance = owner, chance
        for table in ("core_journalentry", "core_journalhead"):
            owner.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
            owner.execute(f"CREATE TEMP TABLE kept_{table} AS SELECT * FROM {table}")

    def put_back(self) -> None:
        for table in ("core_journalentry", "core_journalhead"):
            self.owner.execute(f"DELETE FROM {table}")
            self.owner.execute(f"INSERT INTO {table} SELECT * FROM kept_{table}")

    def leave(self) -> None:
        for table in ("core_journalentry", "core_journalhead"):
            self.owner.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")

    def once(self) -> str:
        deed = self.chance.choice(
            [self.edit, self.edit, self.relink, self.delete, self.insert, self.swap, self.head]
        )
        return f"{deed.__name__} {deed()}"

    def edit(self) -> str:
        seq, noise = self.chance.randint(1, ENTRIES), self.chance.randbytes(8)
        column = self.chance.choice(
            ["verb", "subject", "author", "payload", "salt", "commitment", "previous", "hash", "at"]
        )
        value = noise if column in {"salt", "commitment", "previous", "hash"} else noise.hex()
        if column == "at":
            value = START - timedelta(seconds=self.chance.randint(1, 10**7))
        self.owner.execute(f"UPDATE core_journalentry SET {column} = %s WHERE seq = %s", [value, seq])
        return f"{column} of {seq}"

    def relink(self) -> str:
        """A careful edit: the entry's own values, commitment and hash agree; what follows does not."""
        seq = self.chance.randint(1, ENTRIES)
        salt, payload = self.chance.randbytes(16), f'{{"word":"{self.chance.random()}"}}'
        commitment = hashlib.sha256(salt + payload.encode()).digest()
        self.owner.execute(
            "UPDATE core_journalentry SET salt = %s, payload = %s, commitment = %s WHERE seq = %s",
            [salt, payload, commitment, seq],
        )
        self.owner.execute(
            f"UPDATE core_journalentry e SET hash = r.sha256 FROM ({RECOMPUTED}) r "
            "WHERE e.seq = r.seq AND e.seq = %s",
            [seq],
        )
        return str(seq)

    def delete(self) -> str:
        first = self.chance.randint(1, ENTRIES)
        last = self.chance.choice([first, self.chance.randint(first, ENTRIES)])
        self.owner.execute("DELETE FROM core_journalentry WHERE seq BETWEEN %s AND %s", [first, last])
        return f"{first}–{last}"

    def insert(self) -> str:
        seq = self.chance.choice([0, ENTRIES + 1, ENTRIES + 7])
        self.owner.execute(
            "INSERT INTO core_journalentry (school_id, chain, seq, at, verb, subject, author, salt, payload, "
            "commitment, previous, hash) SELECT school_id, chain, %s, at, verb, subject, author, salt, "
            "payload, commitment, hash, hash FROM core_journalentry WHERE seq = %s",
            [seq, ENTRIES],
        )
        return str(seq)

    def swap(self) -> str:
        one, other = self.chance.sample(range(1, ENTRIES + 1), 2)
        columns = self.chance.choice(["salt, payload", "salt, payload, commitment", "seq"])
        if columns == "seq":
            for old, new in ((one, -1), (other, one), (-1, other)):
                self.owner.execute("UPDATE core_journalentry SET seq = %s WHERE seq = %s", [new, old])
        else:
            self.owner.execute(
                f"UPDATE core_journalentry e SET ({columns}) = (SELECT {columns} "
                "FROM kept_core_journalentry k WHERE k.seq = CASE e.seq WHEN %s THEN %s ELSE %s END) "
                "WHERE e.seq IN (%s, %s)",
                [one, other, one, one, other],
            )
        return f"{columns} of {one} and {other}"

    def head(self) -> str:
        self.owner.execute("UPDATE core_journalhead SET seq = seq - 1")
        return "moved back"


@pytest.fixture
def owner(transactional_db) -> Iterator[psycopg.Connection]:
    dsn = Embedded(settings.FANAL_HOME).dsn("fanal_owner", connection.settings_dict["NAME"])
    with psycopg.connect(dsn, autocommit=True) as opened:
        yield opened


def test_two_hundred_random_tampers_are_all_seen(owner, school):
    write(school)
    tamperer, unseen = Tamperer(owner, random.Random(2026)), []
    try:
        for _ in range(TAMPERS):
            deed = tamperer.once()
            if not breaks(school):
                unseen.append(deed)
            tamperer.put_back()
            assert breaks(school) == []
    finally:
        tamperer.leave()
    assert unseen == []


def test_a_chain_rewritten_to_its_head_contradicts_what_was_published(owner, school, tmp_path: Path):
    write(school)
    with scope(school):
        publish(tmp_path, START.date(), heads_of(school.pk, START.date()))
    tamperer = Tamperer(owner, random.Random(1))
    try:
        owner.execute("DELETE FROM core_journalentry WHERE seq > 8")
        owner.execute(
            "UPDATE core_journalhead SET seq = 8, hash = (SELECT hash FROM core_journalentry WHERE seq = 8)"
        )
        assert breaks(school) == []  # the chain alone cannot know
        with scope(school):
            found = list(journal.contradictions(school.pk, published_heads(tmp_path)))
    finally:
        tamperer.leave()
    assert [(broken.seq, broken.says) for broken in found] == [
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


def test_an_altered_stub_is_seen(school, tmp_path: Path):
    two_years(school)
    purge(school, START + timedelta(days=720), tmp_path)
    with scope(school):
        JournalStub.objects.for_school(school).update(reason="une autre raison")
    assert len(breaks(school, believed_keys(tmp_path / FOLDER))) == 1


def test_a_broken_chain_is_kept_as_evidence(owner, school, tmp_path: Path):
    two_years(school)
    tamperer = Tamperer(owner, random.Random(3))
    try:
        owner.execute("UPDATE core_journalentry SET author = 'x' WHERE seq = 2")
        assert isinstance(purge(school, START + timedelta(days=720), tmp_path), Broken)
    finally:
        tamperer.leave()
    with scope(school):
        assert JournalEntry.objects.for_school(school).count() == 48


@pytest.mark.parametrize(
    ("now", "limit"),
    [("2026-11-25", "2025-11-25"), ("2028-02-29", "2027-02-28"), ("2027-03-01", "2026-03-01")],
)
def test_twelve_months_go_by_the_calendar(now: str, limit: str):
    at = datetime.fromisoformat(now).replace(tzinfo=UTC)
    assert limit_of(at).date().isoformat() == limit
