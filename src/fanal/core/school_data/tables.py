"""Which tables does a school own, and in which of their columns may somebody have written something?"""

from functools import cache
from typing import Any

from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.db.models import CharField, Field, JSONField, TextField

from fanal.core.tenancy import SchoolOwned

PRINTS = frozenset({"sha256", "fingerprint", "digest", "seal", "sent_seal", "seed", "root", "key", "hash"})
CHAINED = frozenset({"core.JournalEntry", "core.JournalStub", "core.JournalHead", "core.FrozenOpening"})


@cache
def school_models() -> tuple[type[SchoolOwned], ...]:
    """Every model of a school's rows, by its label."""
    models = [model for model in apps.get_models() if issubclass(model, SchoolOwned)]
    return tuple(sorted(models, key=lambda model: model._meta.label_lower))


@cache
def texts_of(model: Any) -> tuple[str, ...]:
    """Columns where words are written: no code of a list, no fingerprint. None of the journal's."""
    if model._meta.label in CHAINED:
        return ()
    return tuple(field.name for field in model._meta.concrete_fields if _is_text(field))


def _is_text(field: Field) -> bool:
    plain = field.base_field if isinstance(field, ArrayField) else field
    is_text = isinstance(plain, CharField | TextField | JSONField)
    return is_text and not plain.choices and not field.generated and field.name not in PRINTS


def links_between(model: Any, other: Any) -> list[str]:
    """The links of `model` that lead to `other`."""
    return [field.name for field in model._meta.concrete_fields if field.related_model is other]
