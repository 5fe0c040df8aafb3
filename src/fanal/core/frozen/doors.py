"""The only way to erase what is frozen: retention, and the erasure of somebody, open it and say why.

An opening lasts for its transaction, and a function of `fanal_journal` writes it, dated by the database: who
serves may open a door too, never unseen, and never to write something else there.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from django.apps import apps
from django.db import connection, models

from fanal.core.frozen.declaration import Frozen
from fanal.core.journal.writing import erased_for

UNSAID = "motif non dit"
OPEN = "SELECT public.frozen_open(%s, %s, %s)"


def _with_cascades(model: Any, visited: set[Any]) -> Iterator[Any]:
    """The model, those whose rows go with its own, and those where a frozen link to it is emptied."""
    if model in visited:
        return
    visited.add(model)
    yield model
    for link in model._meta.related_objects:
        on_delete = getattr(link, "on_delete", None)
        if on_delete is models.CASCADE:
            yield from _with_cascades(link.related_model, visited)
        elif on_delete is models.SET_NULL and _is_frozen(link):
            yield link.related_model


def _is_frozen(link: Any) -> bool:
    frozen: Frozen | None = getattr(link.related_model, "FROZEN", None)
    return frozen is not None and link.field.column in frozen.names


def open_doors(school_id: int, models_of_rows: Iterable[Any]) -> None:
    """Let frozen rows of these models be emptied, or go with all that goes with them, in this transaction.

    A model may be given by its label. Models where nothing is frozen need no door.
    """
    visited = set[Any]()
    for one in models_of_rows:
        model = apps.get_model(one) if isinstance(one, str) else one
        for frozen in _with_cascades(model, visited):
            if hasattr(frozen, "FROZEN"):
                with connection.cursor() as cursor:
                    cursor.execute(OPEN, [school_id, frozen._meta.db_table, erased_for() or UNSAID])
