"""What a probe is told: that pages are served, that the database is there, that its tables are up to date."""

import pytest
from django.db import OperationalError

from fanal.web import views


@pytest.mark.parametrize("ready", [True, False])
def test_readyz_says_whether_the_tables_are_up_to_date(client, db, monkeypatch, ready):
    if not ready:
        monkeypatch.setattr(views.MigrationExecutor, "migration_plan", lambda *_args: ["late"])
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()) == (200 if ready else 503, {"ready": ready, "database": True})


def test_readyz_says_that_the_database_is_away(client, db, monkeypatch):
    def away(*_args):
        raise OperationalError("connection refused")

    monkeypatch.setattr(views, "MigrationExecutor", away)
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()) == (503, {"ready": False, "database": False})
    assert client.get("/healthz").status_code == 200
