"""A section that one app shows on another's page (`PANEL`).

The page asks `(member, thing) -> Panel | None` of each app, then includes `template` with `panel.context`.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from fanal.core.registry import Kind, registered

# (member, thing)
PANEL: "Kind[Callable[[Any, object], Panel | None]]" = Kind(
    "panel",
    (
        "account_lists",
        "designations",
        "equipment",
        "helpdesk.requests",
        "service_status",
        "inventory",
        "helpdesk.outages",
        "bookings",
        "loans.loan",
        "loans.set",
        "disposals",
        "supplies",
        "directory",
        "service_security",
        "loans.clearance",
        "loans.pupil",
        "online_services",
        "agenda",
        "steering",
    ),
)


def panels_of(member: Any, thing: object) -> list["Panel"]:
    """What each app shows this member about it."""
    return [panel for make in registered(PANEL) if (panel := make(member, thing))]


@dataclass(frozen=True)
class Panel:
    """`template` is what stands under the title; it reads `panel.context`."""

    title: str
    template: str
    context: dict[str, Any] = field(default_factory=dict)
