"""The filters that stand above a list: `<c-chips :list="chips" />` draws them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode


@dataclass(frozen=True)
class FilterChip:
    """One filter: where it leads, how many rows it leaves (None where they are not counted)."""

    label: str
    url: str
    count: int | None
    current: bool


def tab_chips(
    tabs: Mapping[str, str],
    counts: Iterable[int | None] | None,
    current: str,
    *,
    name: str = "vue",
    kept: Mapping[str, str] | None = None,
) -> list[FilterChip]:
    """One for each of `tabs`, codes and labels; the empty code is the whole list.

    `counts`: in the same order, if they are shown; `name`: how the address names the code; `kept`: what else
    the address says.
    """
    numbers = [None] * len(tabs) if counts is None else [count or 0 for count in counts]
    urls = [f"?{urlencode(({name: code} if code else {}) | dict(kept or {}))}" for code in tabs]
    return [
        FilterChip(label, url, number, code == current)
        for (code, label), url, number in zip(tabs.items(), urls, numbers, strict=True)
    ]
