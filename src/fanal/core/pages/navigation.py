"""The menu: a few sections, each one line of it; the pages of one section are the tabs of each other."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from fanal.core.registry import Kind

# (partner), on the pages above several schools
PARTNER_NAVIGATION: "Kind[Callable[[Any], list[Item]]]" = Kind(
    "partner navigation",
    (
        "overview.authority",
        "overview.academy",
    ),
)

# (member)
NAVIGATION: "Kind[Callable[[Any], list[Item]]]" = Kind(
    "navigation",
    (
        "web",
        "overview.way_up",
        "helpdesk.asking",
        "helpdesk.requests",
        "visits",
        "helpdesk.mail",
        "practice_sheets",
        "equipment",
        "campaigns",
        "loans.loans",
        "inventory",
        "bookings",
        "disposals",
        "loans.own",
        "supplies",
        "service_status",
        "online_services",
        "designations.acts",
        "service_security",
        "directory.pupils",
        "accounts",
        "directory.movements",
        "agenda",
        "indicators",
        "training",
        "commission",
        "surveys",
        "steering",
        "peer_help",
        "reports",
        "schools",
        "designations.signature",
        "overview.around",
        "missions.point",
        "work_log",
        "missions.absence",
        "missions.needs_and_sharing",
        "allowances",
        "mission_letters",
        "missions.training_and_handover",
        "privacy",
    ),
)


@dataclass(frozen=True)
class MenuSection:
    """One line of the menu. `rank` sorts it; `on_phone`: what the bar at the bottom of a phone calls it."""

    label: str
    icon: str
    rank: int
    on_phone: str = ""
    is_at_foot: bool = False


TODAY = MenuSection("Aujourd’hui", "home", 10, on_phone="Accueil")
TO_SIGN = MenuSection("À signer", "signature", 20, on_phone="À signer")
ASK = MenuSection("Demander de l’aide", "lifebuoy", 25, on_phone="Signaler")
REQUESTS = MenuSection("Demandes", "list-check", 30, on_phone="Demandes")
BOOKING = MenuSection("Réserver", "calendar", 35, on_phone="Réserver")
EQUIPMENT = MenuSection("Matériel", "devices", 40, on_phone="Matériel")
SERVICES = MenuSection("Services", "world", 50)
SHEETS = MenuSection("Fiches et formation", "book", 55, on_phone="Fiches")
PEOPLE = MenuSection("Personnes", "users", 60)
YEAR = MenuSection("L’année", "calendar", 70)
MISSION = MenuSection("La mission", "flag", 80)
OWN_MISSION = MenuSection("Ma mission", "flag", 80)
PRIVACY = MenuSection("Données personnelles", "shield-check", 90)
SETTINGS = MenuSection("Réglages", "settings", 100, is_at_foot=True)


@dataclass(frozen=True)
class Item:
    """One page of a section, as an app offers it.

    `group`: the heading of its tab, where a section has many. `is_exact`: current on its own address alone,
    not on those that begin by it. `pages`: the name and the address of each page that it leads to, its own
    first, where it has several; `also`: other addresses where it is current. `counted_as`: the id of what
    says the count, when a gesture beside it may change it. `years`: the school years that its address may
    name; the one that is looked at stays while one goes from tab to tab.
    """

    label: str
    url: str
    section: MenuSection
    group: str = ""
    count: int = 0
    counted_as: str = ""
    is_exact: bool = False
    also: tuple[str, ...] = ()
    pages: tuple[tuple[str, str], ...] = ()
    years: Callable[[date], Sequence[Any]] | None = None

    @property
    def addresses(self) -> tuple[str, ...]:
        """Where it is current, and so is whatever begins by one of them."""
        return (self.url, *self.also, *(url for _, url in self.pages))
