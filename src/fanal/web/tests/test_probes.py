"""What a probe is told: pages are served, what is written is kept, tables are up to date."""

from pathlib import Path
from time import sleep

import pytest
from django.db import OperationalError

from fanal.web import probes


@pytest.fixture(autouse=True)
def nothing_remembered():
    probes.forget_readiness()
    yield
    probes.forget_readiness()


def away(*_args):
    raise OperationalError("connection refused")


@pytest.mark.parametrize("ready", [True, False])
def test_readyz_says_whether_the_tables_are_up_to_date(client, db, monkeypatch, ready):
    if not ready:
        monkeypatch.setattr(probes.MigrationExecutor, "migration_plan", lambda *_args: ["late"])
    answer = client.get("/readyz")
    assert answer.status_code == (200 if ready else 503)
    assert answer.json() == {"ready": ready, "database": True, "disk": True}


def test_readyz_says_that_the_database_is_away(client, db, monkeypatch):
    monkeypatch.setattr(probes, "MigrationExecutor", away)
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()) == (503, {"ready": False, "database": False, "disk": True})
    assert client.get("/healthz").status_code == 200


def test_readyz_says_that_the_database_keeps_nothing(client, db, monkeypatch):
    monkeypatch.setattr(probes.cache, "set", away)
    assert client.get("/readyz").json() == {"ready": False, "database": False, "disk": True}


def test_readyz_says_that_no_file_can_be_kept(client, db, settings, tmp_path):
    settings.FANAL_HOME = tmp_path / "gone"
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()) == (503, {"ready": False, "database": True, "disk": False})


def test_a_look_that_took_long_serves_whoever_asks_next(client, db, monkeypatch):
    looks = []
    monkeypatch.setattr(
        probes, "_look", lambda: looks.append(sleep(0.3)) or probes.Readiness(True, True, True)
    )
    for _ in range(2):
        assert client.get("/readyz").status_code == 200
    assert len(looks) == 1


def test_a_probe_leaves_nothing_and_is_not_made_for_each_asker(client, db, monkeypatch, settings, tmp_path):
    settings.FANAL_HOME = tmp_path
    made: list[Path] = []
    real = probes._keeps_a_file
    monkeypatch.setattr(probes, "_keeps_a_file", lambda home: made.append(home) or real(home))
    for _ in range(20):
        assert client.get("/readyz").status_code == 200
    assert made == [tmp_path]
    assert list(tmp_path.iterdir()) == []
