"""The tabs over a list, each with how many it holds."""

from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet

from fanal.core.combined_counts import answers, count


def tab_chips(
    tabs: Mapping[str, str], current: str, kept: Mapping[str, str], rows_of: Callable[[str], QuerySet]
) -> list[dict[str, Any]]:
    """One question. `tabs`: codes and labels; `kept`: what else the address names; `rows_of`: of a tab."""
    counts = answers([count(rows_of(code)) for code in tabs])
    return [
        {
            "label": label,
            "url": f"?{urlencode(({'vue': code} if code else {}) | dict(kept))}",
            "count": rows or 0,
            "current": code == current,
        }
        for (code, label), rows in zip(tabs.items(), counts, strict=True)
    ]
