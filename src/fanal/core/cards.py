"""What an app puts on the home page: a card, a task that waits for its reader, a day that comes."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from fanal.core.registry import HOME_CARD, HOME_DAY, HOME_TASK, registered


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
