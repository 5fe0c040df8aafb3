"""What a probe is told: pages are served, what is written is kept, tables are up to date."""

import json
from pathlib import Path
from time import sleep

import pytest
from django.contrib.staticfiles.storage import staticfiles_storage
from django.db import OperationalError
from django.templatetags.static import static

from fanal.core.http.static_files import MANIFEST, NEEDED
from fanal.web import probes
from fanal.web.errors import server_error


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
        monkeypatch.setattr(probes, "late_migrations", lambda: ["core.9999_late"])
    answer = client.get("/readyz")
    assert answer.status_code == (200 if ready else 503)
    assert answer.json() == {"ready": ready, "database": True, "disk": True, "pages": True}


def test_readyz_says_that_the_database_is_away(client, db, monkeypatch):
    monkeypatch.setattr(probes, "late_migrations", away)
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()) == (
        503,
        {"ready": False, "database": False, "disk": True, "pages": True},
    )
    assert client.get("/healthz").status_code == 200


def test_readyz_says_that_the_database_keeps_nothing(client, db, monkeypatch):
    monkeypatch.setattr(probes.cache, "set", away)
    assert client.get("/readyz").json() == {"ready": False, "database": False, "disk": True, "pages": True}


def test_readyz_says_that_no_file_can_be_kept(client, db, settings, tmp_path):
    settings.FANAL_HOME = tmp_path / "gone"
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()) == (
        503,
        {"ready": False, "database": True, "disk": False, "pages": True},
    )


def test_a_look_that_took_long_serves_whoever_asks_next(client, db, monkeypatch):
    looks = []
    monkeypatch.setattr(
        probes, "_look", lambda: looks.append(sleep(0.3)) or probes.Readiness(True, True, True, True)
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


@pytest.mark.parametrize("what", ["no list", "an empty list", "a file that is gone"])
def test_readyz_says_that_no_page_would_open(client, db, settings, tmp_path, what):
    """December § 2.5: « every page and the error page fail, `fanal check` and `/healthz` say nothing »."""
    settings.STATIC_ROOT = tmp_path
    served = {} if what == "an empty list" else dict.fromkeys(NEEDED, "gone.css")
    if what != "no list":
        (tmp_path / MANIFEST).write_text(json.dumps({"paths": served}))
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["pages"]) == (503, False)


def test_the_page_that_says_that_all_went_wrong_needs_no_file(rf, settings, tmp_path):
    """December § 2.5: « the 500 page needs no file »."""
    settings.STATIC_ROOT = tmp_path
    staticfiles_storage.manifest_strict = True
    with pytest.raises(ValueError, match="Missing staticfiles manifest entry"):
        static("fanal.css")
    answer = server_error(rf.get("/"))
    assert answer.status_code == 500
    assert "Un problème est survenu dans Fanal" in answer.text
    assert "/static/" not in answer.text
