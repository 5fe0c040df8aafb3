"""What an app puts on the home page: a card, a task that waits for its reader, a day that comes."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from fanal.core.registry import Kind, registered

# (member, today), what comes in the next days
HOME_DAY: "Kind[Callable[[Any, date], list[HomeDay]]]" = Kind(
    "home day",
    (
        "visits",
        "commission",
        "bookings",
        "training",
        "loans",
        "peer_help",
    ),
)

# (member, today), what waits for them
HOME_TASK: "Kind[Callable[[Any, date], list[HomeTask]]]" = Kind(
    "home task",
    (
        "directory.own_departure",
        "bookings.freed",
        "privacy.breaches",
        "privacy.opinions",
        "missions.point",
        "helpdesk",
        "designations",
        "allowances.declined",
        "allowances.agreement",
        "bookings.checks",
        "missions.handover",
        "mission_letters",
        "bookings.decisions",
        "agenda",
        "loans.own_late",
        "loans.late",
        "reports",
        "supplies.renewals",
        "steering.voted_version",
        "supplies.orders",
        "surveys",
        "training.attendance",
        "commission",
        "service_security",
        "peer_help",
        "indicators",
        "directory.departures",
        "disposals.owner",
        "disposals.decisions",
        "online_services",
        "training.opinions",
        "steering.late_actions",
    ),
)

# (member, today)
HOME_CARD: "Kind[Callable[[Any, date], Card | None]]" = Kind(
    "home card",
    (
        "helpdesk.known_outages",
        "service_status",
        "web.attention",
        "helpdesk.figures",
        "helpdesk.rooms",
        "helpdesk.day",
        "helpdesk.entrusted_requests",
        "helpdesk.mended",
        "helpdesk.own_requests",
        "helpdesk.management",
        "agenda",
        "web.first_steps",
        "overview.adviser",
        "overview.officer",
        "equipment",
        "mission_letters",
    ),
)


@dataclass(frozen=True)
class Card:
    """`template` is a fragment that reads `card.shown`; `is_beside`: it stands in the narrow
    column. `is_lit`: it shows the one next thing of the page. `is_later`: it comes after what waits and what
    comes these days.

    `headline`: what follows « Bonjour Claire » when it says the most: « trois demandes à prendre ».
    """

    template: str
    shown: dict[str, Any] = field(default_factory=dict)
    is_beside: bool = False
    is_lit: bool = False
    is_later: bool = False
    headline: str = ""


@dataclass(frozen=True)
class HomeTask:
    """One line with its button, as long as it waits for whoever reads the home page.

    `button`: one verb. `icon` and `kind`: the drawing, and its tint. `is_urgent`: it comes before the others.
    `is_decision`: its reader decides it; else they answer, follow, or wait for somebody who decides.
    """

    what: str
    url: str
    button: str
    detail: str = ""
    icon: str = "flag"
    kind: str = "year"
    is_urgent: bool = False
    is_late: bool = False
    is_decision: bool = True


@dataclass(frozen=True)
class HomeDay:
    """Something of one of the next days; `at` when in the day, « le matin »."""

    day: date
    what: str
    url: str
    at: str = ""
    detail: str = ""


def cards_of(member: Any, today: date) -> list[Card]:
    return [card for make in registered(HOME_CARD) if (card := make(member, today))]


def tasks_of(member: Any, today: date) -> list[HomeTask]:
    """The urgent ones first, then in the order in which they are offered."""
    tasks = [task for make in registered(HOME_TASK) for task in make(member, today)]
    return sorted(tasks, key=lambda task: not task.is_urgent)


def days_of(member: Any, today: date) -> list[HomeDay]:
    days = [day for make in registered(HOME_DAY) for day in make(member, today)]
    return sorted(days, key=lambda line: line.day)
