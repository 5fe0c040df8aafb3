"""The side navigation and the phone's bar, made from what the apps offer.

All is frozen: the shell draws a navigation once and keeps it (`{% drawn_once %}`).
"""

from dataclasses import dataclass

from fanal.core.navigation import Item

PHONE_ITEMS = 4


@dataclass(frozen=True)
class Line:
    label: str
    url: str
    icon: str
    count: int
    current: bool


@dataclass(frozen=True)
class Group:
    label: str
    lines: tuple[Line, ...]


def _current(items: list[Item], here: str) -> str:
    """The longest address that begins the page's own: « Demandes » stays lit inside a request."""
    return max((item.url for item in items if here.startswith(item.url)), key=len, default="")


def _shown(item: Item, current: str, label: str = "") -> Line:
    return Line(label or item.label, item.url, item.icon, item.count, item.url == current)


def groups_for(items: list[Item], here: str) -> tuple[Group, ...]:
    current = _current(items, here)
    groups: dict[str, list[Line]] = {}
    for item in items:
        groups.setdefault(item.group, []).append(_shown(item, current))
    return tuple(Group(label, tuple(lines)) for label, lines in groups.items())


def phone_bar(items: list[Item], here: str) -> tuple[Line, ...]:
    current = _current(items, here)
    chosen = [item for item in items if item.on_phone][:PHONE_ITEMS]
    return tuple(_shown(item, current, item.phone_label) for item in chosen)
