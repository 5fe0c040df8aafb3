"""The tabs over a list, each with how many it holds."""

from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet


def tab_chips(
    tabs: Mapping[str, str], current: str, kept: Mapping[str, str], rows_of: Callable[[str], QuerySet]
) -> list[dict[str, Any]]:
    """`tabs`: codes and labels; `kept`: what else the address names; `rows_of`: the rows of a tab."""
    return [
        {
            "label": label,
            "url": f"?{urlencode(({'vue': code} if code else {}) | dict(kept))}",
            "count": rows_of(code).count(),
            "current": code == current,
        }
        for code, label in tabs.items()
    ]
