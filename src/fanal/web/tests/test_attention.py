"""The head and the référent learn that something no longer works; nobody sees anything when all goes well."""

from collections import namedtuple
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.utils import timezone

from fanal.accounts.models.roles import Role
from fanal.core.operation import attention, facts
from fanal.core.operation.facts import Fact, LastTime
from fanal.core.tasks import look_around

TITLE = "Ce qui demande votre attention"


@pytest.fixture
def home(settings, tmp_path: Path, db: None) -> Path:
    """Of an installation that has just begun: the test database may be older than a job may be late."""
    settings.FANAL_HOME = tmp_path
    with connection.cursor() as cursor:
        cursor.execute("UPDATE django_migrations SET applied = %s", [timezone.now()])
    return tmp_path


def _fail(school_id: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_jobs (queue_name, task_name, args, status) "
            "VALUES ('default', 't', jsonb_build_object('school_id', %s::int), 'failed')",
            [school_id],
        )


def _home_page(browser, school) -> str:
    return browser.get(f"/e/{school.uai}/").content.decode()


def test_all_is_well(home, school, client_of):
    look_around(0)
    assert TITLE not in _home_page(client_of(school, Role.DIGITAL_LEAD), school)


def test_a_failed_job_is_told_to_its_own_school(home, school, elsewhere, client_of):
    _fail(school.pk)
    look_around(0)
    assert "Une tâche de fond a échoué" in _home_page(client_of(school, Role.HEAD), school)
    assert TITLE not in _home_page(client_of(school, Role.TEACHER), school)
    assert TITLE not in _home_page(client_of(elsewhere, Role.HEAD), elsewhere)


def test_a_worker_that_stopped_is_told(home, school, client_of):
    attention.look_around(timezone.now() - timedelta(minutes=31))
    assert "Le travail de fond est arrêté depuis" in _home_page(client_of(school, Role.DIGITAL_LEAD), school)


def test_an_old_backup_of_any_machine_is_told(home, school, client_of):
    """field.md D2-3: the machine that answers is not the one that made the backup."""
    look_around(0)
    facts.record(Fact.BACKUP, timezone.now() - timedelta(hours=49))
    lead = client_of(school, Role.DIGITAL_LEAD)
    assert "La dernière sauvegarde date du" in _home_page(lead, school)
    facts.record(Fact.BACKUP, timezone.now())
    assert "La dernière sauvegarde date du" not in _home_page(lead, school)


def test_an_old_backup_and_a_full_disk_are_told(home, db, monkeypatch):
    now = timezone.now()
    look = attention.LastLook(LastTime(now, {"failed": {}, "late": []}), now - timedelta(hours=49))
    usage = namedtuple("usage", "free")
    monkeypatch.setattr(attention.shutil, "disk_usage", lambda _: usage(1024**3))
    sentences = [notice.says for notice in attention.notices(look, home, 1, now)]
    assert sentences[0] == "Il reste 1,0 Go sur le disque du serveur."
    assert sentences[1].startswith("La dernière sauvegarde date du ")
