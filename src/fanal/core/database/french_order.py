"""How a French list sorts: accents and case do not count."""

from typing import Any

from django.db.models import Func, TextField


def sort_key(text: Any) -> Func:
    """The key of a column, by its name, or of an expression."""
    return Func(text, function="sort_key", output_field=TextField())
