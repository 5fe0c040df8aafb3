"""A row for each table that no hand made one for, from what its fields say.

It bears the word of its school in every free text, and points to the school's first rows. A table whose
constraints ask for more than that has its row in `world.py`.
"""

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import IntegrityError, models, transaction
from django.utils import timezone

from fanal.core.clock.testing import today
from fanal.core.tenancy import SchoolOwned
from fanal.year.rules.years import year_of
from tests.matrix.rows import World, owned_models

NUMBERS = models.IntegerField | models.DecimalField | models.FloatField


def fill_rest(world: World) -> None:
    """A row in each table of this school that has none; AssertionError where the database refuses it."""
    for model in owned_models():
        if not model._base_manager.exists():
            make_up(model, world)


def make_up(model: type[SchoolOwned], world: World) -> SchoolOwned:
    """A row of this table, and before it one of each table that it must point to."""
    values = {field.name: value_of(field, world) for field in model._meta.concrete_fields if is_asked(field)}
    try:
        with transaction.atomic():
            return model._base_manager.create(**values)
    except IntegrityError as refused:
        told = f"{model._meta.label} needs a row of its own in tests/matrix/world.py: {refused}"
        raise AssertionError(told) from refused


def is_asked(field: models.Field) -> bool:
    """What somebody may write there, or what may not be left empty."""
    if field.primary_key or field.generated:
        return False
    return is_free_text(field) or not (field.null or field.has_default())


def is_free_text(field: models.Field) -> bool:
    return isinstance(field, models.CharField | models.TextField) and not field.choices


def value_of(field: models.Field, world: World) -> Any:
    """A value of this field: of each kind the plainest."""
    if isinstance(field, models.ForeignKey):
        return row_of(field.related_model, world)
    if field.choices:
        return field.flatchoices[0][0]
    if isinstance(field, ArrayField):
        return [value_of(field.base_field, world)]
    if field.name in {"number", "version"}:
        return world.first_number
    if field.name == "school_year":
        return str(year_of(today()))
    for kinds, value in (
        (models.DateTimeField, timezone.now()),
        (models.DateField, today()),
        (models.TimeField, "10:00"),
        (models.BooleanField, False),
        (models.BinaryField, bytes(32)),
        (NUMBERS, 1),
        (models.JSONField, {"word": world.canary}),
    ):
        if isinstance(field, kinds):
            return value
    return world.canary[: field.max_length]


def row_of(model: type[models.Model], world: World) -> models.Model:
    if model is type(world.school):
        return world.school
    row = model._base_manager.order_by("pk").first()
    return row if row or not issubclass(model, SchoolOwned) else make_up(model, world)
