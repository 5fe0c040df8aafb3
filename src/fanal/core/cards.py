"""A card of the home page, as an app offers it."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Card:
    """`template` is a fragment that reads `card.shown`; `is_wide` gives it the main column."""

    template: str
    shown: dict[str, Any] = field(default_factory=dict)
    is_wide: bool = False
    has_work: bool = False
