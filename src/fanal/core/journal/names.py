"""What does the journal call a thing? By a name that each model keeps for ever, whatever the code calls it.

Subjects are text, part of what the chain proves: a model that is renamed or moved keeps its `JOURNAL_NAME`.
"""

from functools import cache

from django.apps import apps
from django.db import models


def name_of(model: type[models.Model] | models.Model) -> str:
    """The name of its rows in the journal; AttributeError for a model that the journal never names."""
    return str(model.JOURNAL_NAME)  # type: ignore[union-attr]


@cache
def _models() -> dict[str, type[models.Model]]:
    return {name_of(model): model for model in apps.get_models() if hasattr(model, "JOURNAL_NAME")}


def model_named(name: str) -> type[models.Model] | None:
    """Which model has this name today; none when no code knows it any more."""
    return _models().get(name)
