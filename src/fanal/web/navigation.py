"""The menu, the tabs of a page and the phone's bar, made from what the apps offer.

All is frozen: the shell draws a menu once and keeps it (`{% drawn_once %}`).
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse

from fanal.core.pages.navigation import Item, MenuSection

PHONE_ITEMS = 3  # in the bar of a phone, beside « Menu »
Query = Callable[[Item], str]


def _no_query(item: Item) -> str:
    return ""


def stranger_items() -> list[Item]:
    """Beside the public pages, for whoever is not signed in."""
    return [Item("Se connecter", reverse("account_login"), MenuSection("Se connecter", "key", 10))]


def _way_back(school: dict[str, str]) -> Item:
    section = MenuSection(school["name"], "school", 50, on_phone="Revenir")
    return Item(school["name"], reverse("web:home", args=[school["uai"]]), section)


def account_items(schools: list[dict[str, str]]) -> list[Item]:
    """Beside the pages of one's own account, which stand in no school."""
    back = [_way_back(school) for school in schools]
    if len(schools) != 1:
        above = MenuSection("Tous mes établissements", "building-community", 60, on_phone="Revenir")
        back.append(Item(above.label, reverse("start"), above))
    account = MenuSection("Mon compte", "user", 10, on_phone="Compte")
    password = MenuSection("Mot de passe", "key", 20)
    factors = MenuSection("Double authentification", "shield-check", 30, on_phone="Sécurité")
    devices = MenuSection("Appareils connectés", "devices", 40)
    set_password = (reverse("account_set_password"),)
    return [
        Item(account.label, reverse("account"), account),
        Item(password.label, reverse("account_change_password"), password, also=set_password),
        Item(factors.label, reverse("mfa_index"), factors),
        Item(devices.label, reverse("usersessions_list"), devices),
        *back,
    ]


@dataclass(frozen=True)
class Link:
    """A line of the menu, a tab, or a place of the phone's bar."""

    label: str
    url: str
    icon: str
    count: int
    counted_as: str
    is_current: bool


@dataclass(frozen=True)
class TabGroup:
    label: str
    links: tuple[Link, ...]


@dataclass(frozen=True)
class Navigation:
    """`top`, `foot`: the menu. `tabs`: only on a page that is one of them. `phone`: the bar of a phone.

    `pages`: those of the tab that is current, where it has several, for the component `item_pages`.
    """

    top: tuple[Link, ...]
    foot: tuple[Link, ...]
    tabs: tuple[TabGroup, ...]
    phone: tuple[Link, ...]
    pages: TabGroup | None = None


def navigation_of(items: list[Item], here: str, query: Query = _no_query, *, shown: str = "") -> Navigation:
    """`here`: the path of the page. `query`: what the address of a tab ends with.

    `shown`: the page that a form sent to `here` came from, when it has another address (`page_behind`).
    """
    sections: dict[MenuSection, list[Item]] = {}
    for item in items:
        sections.setdefault(item.section, []).append(item)
    current = _current(items, here)
    lines = [
        (section, _line(section, pages, current)) for section, pages in sorted(sections.items(), key=_rank)
    ]
    return Navigation(
        tuple(line for section, line in lines if not section.is_at_foot),
        tuple(line for section, line in lines if section.is_at_foot),
        _tabs(sections[current.section], current, query)
        if current and (shown or here) in current.addresses
        else (),
        tuple(
            _line(section, sections[section], current, section.on_phone)
            for section, _ in lines
            if section.on_phone
        )[:PHONE_ITEMS],
        _pages(current, shown or here) if current and current.pages else None,
    )


def _rank(pair: tuple[MenuSection, list[Item]]) -> int:
    return pair[0].rank


def _current(items: list[Item], here: str) -> Item | None:
    """The longest address that begins the page's own: « Demandes » stays current inside a request."""
    begun = [
        (len(address), -rank, item)
        for rank, item in enumerate(items)
        for address in item.addresses
        if here == address or (here.startswith(address) and not item.is_exact)
    ]
    return max(begun, key=lambda found: found[:2])[2] if begun else None


def _line(section: MenuSection, pages: list[Item], current: Item | None, label: str = "") -> Link:
    return Link(
        label or section.label,
        pages[0].url,
        section.icon,
        sum(page.count for page in pages),
        next((page.counted_as for page in pages if page.counted_as), ""),
        current is not None and current.section == section,
    )


def _tabs(pages: list[Item], current: Item, query: Query) -> tuple[TabGroup, ...]:
    if len(pages) == 1:
        return ()
    groups: dict[str, list[Link]] = {}
    for page in pages:
        link = Link(page.label, page.url + query(page), "", page.count, "", page == current)
        groups.setdefault(page.group, []).append(link)
    return tuple(TabGroup(label, tuple(links)) for label, links in groups.items())


def _pages(item: Item, shown: str) -> TabGroup:
    links = (Link(label, url, "", 0, "", url == shown) for label, url in item.pages)
    return TabGroup(item.label, tuple(links))
