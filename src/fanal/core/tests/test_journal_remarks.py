"""Who erased values of the journal, when, how many, why? And which entry is dated before the one it follows?

A hostile colleague, November 2026: an erasure could be dated at will, and `verify` said nothing of any.
"""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from fanal.accounts.models.member import system
from fanal.accounts.models.roles import System
from fanal.accounts.tests.factories import PersonFactory
from fanal.core import journal
from fanal.core.clock.testing import machine_time
from fanal.core.journal.models import JournalEntry
from fanal.core.retention.removal import keep_no_longer
from fanal.core.retention.rule import Retention
from fanal.core.tenancy import scope

SETUP = system(System.SETUP)


@pytest.fixture
def here(school):
    with scope(school):
        person = PersonFactory(school=school)
        for number in range(6):
            journal.noted(person, by=SETUP, verb="test.noted", number=number)
    return school


def test_each_erasure_is_told_with_its_author_its_count_and_its_reason(here):
    with scope(here):
        entries = JournalEntry.objects.for_school(here)
        with journal.erasing(by=SETUP, why="demande d’effacement"):
            journal.erase(entries.filter(seq__in=[2, 3, 5]))
        journal.erase(entries.filter(seq=6))
        erasures = list(journal.erasures(here.pk))
        assert list(journal.verify_school(here.pk)) == []
    assert [(erasure.chain, erasure.author, erasure.count, erasure.why) for erasure in erasures] == [
        ("history", "system:setup", 3, "demande d’effacement"),
        ("history", "system:journal", 1, ""),
    ]


def test_an_erasure_is_dated_by_the_clock_of_the_database(here):
    with scope(here), connection.cursor() as cursor:
        dated = "SELECT public.journal_erase(%s, 'history', '{2}', timestamptz '2020-01-01')"
        with pytest.raises(DatabaseError, match="does not exist"), transaction.atomic():
            cursor.execute(dated, [here.pk])
        journal.erase(JournalEntry.objects.for_school(here).filter(seq=2))
        (erasure,) = journal.erasures(here.pk)
    assert abs(erasure.at.timestamp() - machine_time()) < 60


def test_an_entry_dated_before_the_one_it_follows_is_told(here):
    with scope(here):
        row = JournalEntry.objects.for_school(here).latest("seq")
        row.pk, row.at = None, timezone.now() - timedelta(days=3)
        row.save(force_insert=True)
        (remark,) = journal.backwards(here.pk)
    assert (remark.chain, remark.seq) == ("history", 7)
    assert timedelta(days=2) < remark.before - remark.at < timedelta(days=4)


def test_what_the_clock_removes_is_erased_in_its_name(here, monkeypatch):
    def purge(school_id: int, now: object) -> int:
        return journal.erase(JournalEntry.objects.for_school(school_id).filter(verb="test.noted"))

    rule = Retention("test", "Deux ans après", [], purge)
    monkeypatch.setattr("fanal.core.retention.removal.rules", lambda: [rule])
    assert keep_no_longer(timezone.now()) == []
    with scope(here):
        (erasure,) = journal.erasures(here.pk)
    assert (erasure.author, erasure.why, erasure.count) == ("system:schedule", "Deux ans après", 6)
