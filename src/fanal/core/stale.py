"""Two people write at the same second: the later is told, and overrides nothing that they did not see.

The page sends the version that it showed; the action compares it with the row that it holds.
"""

import hashlib
from collections.abc import Iterable

from django.db.models import Model

from fanal.core.errors import RuleBroken

CHANGED = (
    "Quelqu’un vient de changer ce que vous aviez sous les yeux. Rien n’a été enregistré : rechargez la page "
    "pour voir où on en est."
)


def version_of(row: Model, names: Iterable[str]) -> str:
    """These fields of a row as it was read, in a few letters."""
    values = repr([(name, getattr(row, name)) for name in sorted(names)])
    return hashlib.sha256(values.encode()).hexdigest()[:16]


def refuse_stale(row: Model, names: Iterable[str], seen: str) -> None:
    """RuleBroken when these fields are no longer as the page showed them; without `seen`, nothing is said."""
    if seen and seen != version_of(row, names):
        raise RuleBroken(CHANGED)
