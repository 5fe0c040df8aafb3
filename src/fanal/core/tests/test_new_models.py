"""A new model does not make Django render those that exist."""

from django.db import models
from django.db.migrations.state import ModelState, ProjectState


def _state(name: str, **fields: models.Field) -> ModelState:
    return ModelState("core", name, [("id", models.AutoField(primary_key=True)), *fields.items()])


def test_what_exists_stays_the_same_class_and_is_pointed_to():
    state = ProjectState()
    state.add_model(_state("Door"))
    door = state.apps.get_model("core", "Door")
    state.add_model(_state("Lock", door=models.ForeignKey("core.Door", models.CASCADE)))
    lock = state.apps.get_model("core", "Lock")
    assert state.apps.get_model("core", "Door") is door
    assert lock._meta.get_field("door").remote_field.model is door


def test_two_tables_that_point_to_each_other_are_made_in_either_order():
    state = ProjectState()
    state.add_model(_state("Door"))
    assert state.apps
    state.add_model(_state("Key", lock=models.ForeignKey("core.Lock", models.CASCADE)))
    state.add_model(_state("Lock"))
    key = state.apps.get_model("core", "Key")
    assert key._meta.get_field("lock").remote_field.model is state.apps.get_model("core", "Lock")
