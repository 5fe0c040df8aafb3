"""The side navigation and the phone's bar, made from what the apps offer."""

from typing import Any

from fanal.core.navigation import Item

PHONE_ITEMS = 4


def _current(items: list[Item], here: str) -> str:
    """The longest address that begins the page's own: « Demandes » stays lit inside a request."""
    return max((item.url for item in items if here.startswith(item.url)), key=len, default="")


def _shown(item: Item, current: str, label: str = "") -> dict[str, Any]:
    return {
        "label": label or item.label,
        "url": item.url,
        "icon": item.icon,
        "count": item.count,
        "current": item.url == current,
    }


def groups_for(items: list[Item], here: str) -> list[dict[str, Any]]:
    current = _current(items, here)
    groups: dict[str, list[dict[str, Any]]] = {}
    for item in items:
        groups.setdefault(item.group, []).append(_shown(item, current))
    return [{"label": label, "items": lines} for label, lines in groups.items()]


def phone_bar(items: list[Item], here: str) -> list[dict[str, Any]]:
    current = _current(items, here)
    chosen = [item for item in items if item.on_phone][:PHONE_ITEMS]
    return [_shown(item, current, item.phone_label) for item in chosen]
