"""A change of a model makes Django render those that point to it, and no other; the tables are the same."""

import pytest
from django.apps import apps
from django.db import connection, migrations, models
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.state import ModelState, ProjectState

from fanal.core.database.models_of_migrations import models_to_render


def table(name: str, **points_to: str) -> ModelState:
    keys = {field: models.ForeignKey(f"x.{to}", models.CASCADE) for field, to in points_to.items()}
    return ModelState("x", name, [("id", models.AutoField(primary_key=True)), *keys.items()])


def state_of(*tables: ModelState) -> ProjectState:
    return ProjectState({("x", one.name_lower): one for one in tables})


def three_tables() -> ProjectState:
    return state_of(table("School"), table("Request", school="School"), table("Message", request="Request"))


def test_a_changed_model_is_rendered_again_with_those_that_point_to_it() -> None:
    state = three_tables()
    state.add_model(table("Room", school="School"))
    rendered = {name: {key for _, key in models_to_render(state, "x", name)} for _, name in state.models}
    assert rendered == {
        "school": {"school", "request", "message", "room"},
        "request": {"request", "message"},
        "message": {"message"},
        "room": {"room"},
    }


def test_no_model_points_to_a_class_that_was_replaced() -> None:
    state = three_tables()
    message = state.apps.get_model("x", "Message")
    migrations.AddField("Request", "title", models.TextField(default="")).state_forwards("x", state)
    again = state.apps.get_model("x", "Message")
    assert again is not message
    assert again._meta.get_field("request").related_model is state.apps.get_model("x", "Request")
    assert [one.name for one in state.apps.get_model("x", "School")._meta.related_objects] == ["request"]


def test_a_new_model_leaves_the_classes_that_exist() -> None:
    state = state_of(table("Door"))
    door = state.apps.get_model("x", "Door")
    state.add_model(table("Lock", door="Door"))
    assert state.apps.get_model("x", "Door") is door
    assert state.apps.get_model("x", "Lock")._meta.get_field("door").related_model is door


def test_two_tables_that_point_to_each_other_are_made_in_either_order() -> None:
    state = state_of(table("Door"))
    assert state.apps
    state.add_model(table("Key", lock="Lock"))
    state.add_model(table("Lock"))
    key = state.apps.get_model("x", "Key")
    assert key._meta.get_field("lock").related_model is state.apps.get_model("x", "Lock")


def stale_relations(state: ProjectState) -> list[str]:
    """The fields of which the class that they point to is not the one that stands now."""
    return [
        f"{model._meta.label}.{one.name}"
        for model in state.apps.get_models(include_auto_created=True)
        for one in [*model._meta.get_fields(include_hidden=True), *model._meta.related_objects]
        if one.is_relation
        and one.related_model is not None
        and state.apps.get_model(one.related_model._meta.label) is not one.related_model
    ]


@pytest.mark.usefixtures("db")
def test_after_all_our_migrations_no_model_points_to_a_class_that_was_replaced() -> None:
    """Each step is taken as an empty database takes it, its models rendered; the tables aside."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes(), clean_start=True)
    state = ProjectState(real_apps=executor.loader.unmigrated_apps)
    assert state.apps
    for migration, _ in plan:
        for operation in migration.operations:
            operation.state_forwards(migration.app_label, state)
    assert stale_relations(state) == []
    ours = {model._meta.label for model in apps.get_models() if model._meta.managed}
    assert ours <= {model._meta.label for model in state.apps.get_models()}


def test_a_class_that_was_replaced_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        ProjectState, "_find_reload_model", lambda self, app, name, delay=False: {(app, name)}
    )
    state = three_tables()
    assert state.apps
    migrations.AddField("Request", "title", models.TextField(default="")).state_forwards("x", state)
    assert "x.Message.request" in stale_relations(state)
