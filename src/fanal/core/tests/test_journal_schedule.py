"""What the night does to the journal, school by school."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import time_machine

from fanal.accounts.models.member import system
from fanal.accounts.models.roles import System
from fanal.accounts.tests.factories import PersonFactory
from fanal.core import journal
from fanal.core.journal import schedule
from fanal.core.models import JournalEntry
from fanal.core.retention import removal
from fanal.core.tenancy import scope

LONG_AGO, TONIGHT = datetime(2025, 9, 1, tzinfo=UTC), datetime(2026, 11, 25, 3, tzinfo=UTC)
pytestmark = pytest.mark.clock(LONG_AGO)


@pytest.fixture
def home(settings, tmp_path: Path) -> Path:
    settings.FANAL_HOME = tmp_path
    return tmp_path


@pytest.fixture
def two_schools(school, elsewhere):
    for here in (school, elsewhere):
        for at in (LONG_AGO, TONIGHT - timedelta(days=1)):
            with time_machine.travel(at, tick=False), scope(here):
                person = PersonFactory(school=here)
                journal.noted(person, by=system(System.SETUP), verb="test.told", chain=journal.Chain.SECURITY)
    return school, elsewhere


def test_each_night_the_heads_of_every_school_are_written_outside(two_schools, home):
    with time_machine.travel(TONIGHT, tick=False):
        schedule.publish_heads(0)
    published = journal.published_heads(home)
    assert {head.school_id for head in published} == {school.pk for school in two_schools}
    assert (home / "journal-heads" / "2026-11-25.jsonl").exists()
    for school in two_schools:
        with scope(school):
            assert list(journal.contradictions(school.pk, published)) == []


def test_each_night_what_is_older_than_twelve_months_goes_in_every_school(two_schools, home):
    with time_machine.travel(TONIGHT, tick=False):
        removal.keep_no_longer(TONIGHT)
    keys = journal.believed_keys(home / "journal-keys")
    for school in two_schools:
        with scope(school):
            kept = JournalEntry.objects.for_school(school)
            assert kept.filter(chain=journal.Chain.SECURITY).count() == 1
            assert kept.filter(verb=removal.KEPT).count() == 1
            assert list(journal.verify_school(school.pk, keys)) == []


def test_the_worker_knows_both():
    from procrastinate.contrib.django import app

    periodic = {task.name for task, *_ in ((p.task,) for p in app.periodic_registry.periodic_tasks.values())}
    assert {"core.publish_heads", "core.keep_no_longer"} <= periodic
