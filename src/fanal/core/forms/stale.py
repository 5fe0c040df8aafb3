"""Two people write at the same second: the later is told, and overrides nothing that they did not see.

The page sends the version that it showed; the action compares it with the row that it holds. The refusal says
what is written now beside what was typed, and lets whoever has read both go on from there (`form_page`).
"""

import hashlib
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db.models import Model
from django.utils.text import capfirst

from fanal.core.errors import RuleBroken
from fanal.core.templatetags.fanal import clock, day_words
from fanal.core.text.money import euros

CHANGED = (
    "Quelqu’un vient de changer ce que vous aviez sous les yeux. Rien n’a été enregistré : rechargez la page "
    "pour voir où on en est."
)
GO_ON = (
    "Quelqu’un vient de changer ce que vous aviez sous les yeux. Rien n’est enregistré ; ce que vous avez "
    "écrit reste dans la page. Reprenez ce que vous voulez de ce qui suit, puis enregistrez."
)
EMPTY = "rien"


class Overtaken(RuleBroken):
    """Somebody wrote meanwhile. `theirs`: what stands now, a sentence a field; `seen`: its version."""

    def __init__(self, theirs: list[str], seen: str) -> None:
        super().__init__([CHANGED, *theirs])
        self.theirs, self.seen = theirs, seen


def version_of(row: Model, names: Iterable[str]) -> str:
    """These fields of a row as it was read, in a few letters."""
    values = repr([(name, getattr(row, name)) for name in sorted(names)])
    return hashlib.sha256(values.encode()).hexdigest()[:16]


def refuse_stale(row: Model, names: Iterable[str], seen: str) -> None:
    """Overtaken when these fields are no longer as the page showed them; without `seen`, nothing is said.

    `names`: with the values that were typed, where the action has them: what is the same is not said.
    """
    names = names if isinstance(names, Mapping) else list(names)
    current = version_of(row, names)
    if not seen or seen == current:
        return
    new_values = names if isinstance(names, Mapping) else {}
    different = [name for name in names if name not in new_values or new_values[name] != getattr(row, name)]
    raise Overtaken([sentence for name in different if (sentence := _sentence_of(row, name))], current)


def _sentence_of(row: Model, name: str) -> str:
    """« « Objectif » est maintenant : Former tous les enseignants »."""
    try:
        field: Any = row._meta.get_field(name)
    except FieldDoesNotExist:
        return ""
    return f"« {capfirst(field.verbose_name)} » est maintenant : {_shown(row, field) or EMPTY}"


def _shown(row: Any, field: Any) -> str:
    value = getattr(row, field.name)
    if value is None or value in ("", []):
        return ""
    if isinstance(value, list):
        labels = dict(getattr(field, "base_field", field).flatchoices)
        return ", ".join(str(labels.get(each, each)) for each in value)
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, datetime):
        return f"{day_words(value)} à {clock(value)}"
    if isinstance(value, date):
        return day_words(value)
    if isinstance(value, Decimal):
        return f"{value.normalize():f}".replace(".", ",")
    return euros(value) if field.name.endswith("_cents") else str(value)
