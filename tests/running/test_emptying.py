"""A test that commits leaves the database as the migrations made it, walls included."""

import os
from pathlib import Path

import psycopg
import pytest
from django.db import connection
from django.utils import timezone

from fanal.accounts.models.member import system
from fanal.accounts.models.roles import System
from fanal.accounts.tests.factories import PersonFactory, SchoolFactory
from fanal.core import jobs, journal
from fanal.core.embedded import Embedded
from fanal.core.embedded.cluster import ADMIN
from fanal.core.tenancy import scope
from tests.running.emptying import JOBS, STAY


def filled_tables() -> set[str]:
    server, name = Embedded(Path(os.environ["FANAL_HOME"])), connection.settings_dict["NAME"]
    with psycopg.connect(server.dsn(ADMIN, name)) as admin:
        return {
            table
            for table in [*connection.introspection.django_table_names(), *JOBS]
            if admin.execute(f'SELECT EXISTS (SELECT FROM "{table}")').fetchone() == (True,)
        }


@pytest.mark.parametrize("turn", [1, 2])
def test_what_one_commits_no_other_meets(transactional_db, turn: int) -> None:
    assert filled_tables() == STAY
    school = SchoolFactory()
    with scope(school):
        person = PersonFactory(school=school)
        journal.noted(person, by=system(System.SETUP), verb="test.noted")
        jobs.defer_until(timezone.now(), "core.file_mail", school_id=school.pk, mail_id=1)
    written = {"accounts_school", "accounts_person", "core_journalentry", "procrastinate_jobs"}
    assert filled_tables() > STAY | written


def test_the_journal_is_guarded_as_in_production(db) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT FROM pg_trigger WHERE tgname = 'journal_never_emptied' AND tgenabled = 'O'")
        assert len(cursor.fetchall()) == 1
        cursor.execute("SELECT has_table_privilege('fanal_app', 'core_journalentry', 'TRUNCATE')")
        assert cursor.fetchone() == (False,)
