"""A section that one app shows on another's page (`core.registry.PANEL`).

The page asks `(member, thing) -> Panel | None` of each app, then includes `template` with `panel.context`.
"""

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Panel:
    """`template` is what stands under the title; it reads `panel.context`."""

    title: str
    template: str
    context: dict[str, Any] = field(default_factory=dict)
    icon: str = ""
