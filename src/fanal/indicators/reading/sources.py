"""Which indicators does Fanal count by itself? What the other rooms offered, by code."""

from fanal.accounts.reading.indicators import IndicatorSource
from fanal.core.registry import INDICATOR_SOURCE, registered


def sources() -> dict[str, IndicatorSource]:
    """The first one offered for each code."""
    offered: dict[str, IndicatorSource] = {}
    for source in registered(INDICATOR_SOURCE):
        offered.setdefault(source.code, source)
    return offered


def source_of(code: str) -> IndicatorSource | None:
    return sources().get(code)
