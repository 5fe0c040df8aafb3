"""`fanal migrate` draws fewer models than Django does, and makes the same tables."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from django.db import migrations, models
from django.db.migrations.state import ModelState, ProjectState

from fanal.core.database.migration import COUNT_SMALL_TABLES
from fanal.core.database.removal import drop_database
from fanal.core.database.rendered_models import _models_to_draw
from fanal.core.embedded import Embedded

OURS = f"fanal_migrated_{os.getpid()}"


def embedded() -> Embedded:
    return Embedded(Path(os.environ["FANAL_HOME"]).resolve())


@pytest.fixture
def migrated() -> Iterator[str]:
    """The address of a database that `fanal` migrated, where the suite's own was migrated by Django alone."""
    url = embedded().dsn("fanal_owner", OURS)
    with psycopg.connect(embedded().dsn("fanal_owner"), autocommit=True) as owner:
        owner.execute(f'CREATE DATABASE "{OURS}"')
        done = subprocess.run(
            [sys.executable, "-m", "fanal.config.cli", "migrate-tables"],
            env=os.environ | {"FANAL_DATABASE_ROLE": "owner", "FANAL_DATABASE_OWNER_URL": url},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        yield url
        drop_database(owner, OURS)


def schema(url: str) -> list[str]:
    """All that `pg_dump` says of the tables; it draws a key of its own each time."""
    command = [str(embedded().tool("pg_dump")), "--schema-only", url]
    text = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return [line for line in text.splitlines() if not line.startswith(("\\restrict", "\\unrestrict"))]


def test_the_tables_are_those_that_django_makes_by_itself(migrated: str, sealed_database: str) -> None:
    by_django = embedded().dsn("fanal_owner", sealed_database)
    with psycopg.connect(by_django, autocommit=True) as owner:
        owner.execute(COUNT_SMALL_TABLES)
    assert len(schema(by_django)) > 20_000
    assert schema(migrated) == schema(by_django)


def table(name: str, **points_to: str) -> ModelState:
    keys = {field: models.ForeignKey(f"x.{to}", models.CASCADE) for field, to in points_to.items()}
    return ModelState("x", name, [("id", models.AutoField(primary_key=True)), *keys.items()])


def test_a_changed_model_is_drawn_again_with_those_that_point_to_it() -> None:
    tables = [table("School"), table("Request", school="School"), table("Message", request="Request")]
    state = ProjectState({("x", one.name_lower): one for one in [*tables, table("Room", school="School")]})
    drawn = {name: {key for _, key in _models_to_draw(state, "x", name)} for _, name in state.models}
    assert drawn == {
        "school": {"school", "request", "message", "room"},
        "request": {"request", "message"},
        "message": {"message"},
        "room": {"room"},
    }


def test_no_model_points_to_a_class_that_was_replaced(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ProjectState, "_find_reload_model", _models_to_draw)
    tables = [table("School"), table("Request", school="School"), table("Message", request="Request")]
    state = ProjectState({("x", one.name_lower): one for one in tables})
    message = state.apps.get_model("x", "Message")
    migrations.AddField("Request", "title", models.TextField(default="")).state_forwards("x", state)
    again = state.apps.get_model("x", "Message")
    assert again is not message
    assert again._meta.get_field("request").related_model is state.apps.get_model("x", "Request")
    assert [one.name for one in state.apps.get_model("x", "School")._meta.related_objects] == ["request"]
