"""A home or a backup made before the tables were written anew is refused in a sentence, and left as it is."""

import pytest
from django.db import connection
from django.utils import timezone

from fanal.config import older
from fanal.config.commands.data import require_known_tables
from fanal.config.explained import Explained
from fanal.config.older import BACKUP_TOO_OLD, OLD_TABLE, TOO_OLD, is_older, is_older_database
from fanal.work_log.models import WorkEntry

APPLIED = "INSERT INTO django_migrations (app, name, applied) VALUES ('core', '0002_journal', %s)"


@pytest.mark.django_db
def test_the_tables_of_before_are_refused_before_anything_is_touched() -> None:
    require_known_tables()
    with connection.cursor() as cursor:
        cursor.execute(APPLIED, [timezone.now()])
    with pytest.raises(Explained, match="n’y a pas touché"):
        require_known_tables()


@pytest.mark.django_db
def test_a_table_of_another_room_is_never_left_beside_an_empty_one(monkeypatch) -> None:
    """A database of before the rooms: `migrate` would make its log of work anew, empty."""
    assert OLD_TABLE not in connection.introspection.django_table_names()
    assert not is_older_database()
    monkeypatch.setattr(older, "OLD_TABLE", WorkEntry._meta.db_table)  # one that is there
    assert is_older_database()
    with pytest.raises(Explained, match="n’y a pas touché"):
        require_known_tables()


def test_a_backup_says_of_which_tables_it_is() -> None:
    assert is_older([("core", "0002_kernel"), ("missions", "0001_mission")])
    assert not is_older([("missions", "0001_mission"), ("work_log", "0001_work_log")])
    assert is_older([("core", "0001_database"), ("core", "0002_journal")])
    assert not is_older([("core", "0001_database"), ("core", "0002_kernel")])
    assert "fanal demo --reset" in TOO_OLD
    assert "Rien n’a été touché" in BACKUP_TOO_OLD
