"""The side navigation and the phone's bar, made from what the apps offer.

All is frozen: the shell draws a navigation once and keeps it (`{% drawn_once %}`).
"""

from dataclasses import dataclass

from django.urls import reverse

from fanal.core.navigation import Item

PHONE_ITEMS = 4
MY_ACCOUNT, BACK = "Mon compte", "Revenir"


def stranger_items() -> list[Item]:
    """Beside the public pages, for whoever is not signed in."""
    return [Item("Se connecter", reverse("account_login"), "key")]


def account_items(schools: list[dict[str, str]]) -> list[Item]:
    """Beside the pages of one's own account, which stand in no school."""
    back = [
        Item(school["name"], reverse("web:home", args=[school["uai"]]), "school", BACK) for school in schools
    ]
    if len(schools) != 1:
        back.append(Item("Tous mes établissements", reverse("start"), "building-community", BACK))
    return [
        Item("Vue d’ensemble", reverse("account"), "user", MY_ACCOUNT, on_phone=True, phone_label="Compte"),
        Item(
            "Mot de passe",
            reverse("account_change_password"),
            "key",
            MY_ACCOUNT,
            also=(reverse("account_set_password"),),
        ),
        Item(
            "Double vérification",
            reverse("mfa_index"),
            "shield-check",
            MY_ACCOUNT,
            on_phone=True,
            phone_label="Vérification",
        ),
        Item(
            "Appareils connectés",
            reverse("usersessions_list"),
            "devices",
            MY_ACCOUNT,
            on_phone=True,
            phone_label="Appareils",
        ),
        *back,
    ]


@dataclass(frozen=True)
class NavigationLine:
    label: str
    url: str
    icon: str
    count: int
    current: bool
    counted_as: str


@dataclass(frozen=True)
class NavigationGroup:
    label: str
    lines: tuple[NavigationLine, ...]


def _current(items: list[Item], here: str) -> str:
    """The longest address that begins the page's own: « Demandes » stays lit inside a request."""
    lit = [
        (len(address), item.url)
        for item in items
        for address in (item.url, *item.also)
        if here == address or (here.startswith(address) and not item.is_exact)
    ]
    return max(lit, default=(0, ""))[1]


def _shown(item: Item, current: str, label: str = "") -> NavigationLine:
    return NavigationLine(
        label or item.label, item.url, item.icon, item.count, item.url == current, item.counted_as
    )


def groups_for(items: list[Item], here: str) -> tuple[NavigationGroup, ...]:
    current = _current(items, here)
    groups: dict[str, list[NavigationLine]] = {}
    for item in items:
        groups.setdefault(item.group, []).append(_shown(item, current))
    return tuple(NavigationGroup(label, tuple(lines)) for label, lines in groups.items())


def phone_bar(items: list[Item], here: str) -> tuple[NavigationLine, ...]:
    current = _current(items, here)
    chosen = [item for item in items if item.on_phone][:PHONE_ITEMS]
    return tuple(_shown(item, current, item.phone_label) for item in chosen)
