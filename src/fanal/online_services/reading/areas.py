"""What the apps above the list of services bring to it: accounts, acts, states, reviews, habits.

Each registers a `ServiceArea` (`SERVICE_AREA`).
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from fanal.accounts.models.member import Actor, Member
from fanal.core.registry import Kind, registered
from fanal.online_services.models import OnlineService

# what a room adds to the services
SERVICE_AREA: "Kind[ServiceArea]" = Kind(
    "service area",
    (
        "account_lists",
        "service_status",
        "designations",
    ),
)


@dataclass(frozen=True)
class AccountSummary:
    """Of the accounts of a service: the last comparison, differences to settle, those of over thirty days."""

    compared_on: date | None
    to_do: int
    late: int


@dataclass(frozen=True)
class ServiceMark:
    """What stands beside the name of a service that does not work as usual."""

    tone: str
    words: str


@dataclass(frozen=True)
class ServiceArea:
    """What one app adds to the services; each part is optional.

    `begin`, `end`: called in the transaction that adds or archives a service;
    `end` may refuse (`RuleBroken`). `administered`: called when an act gives people, by their keys, its
    administration. `describe`: sets on the services of a list what its reader may know, `mark` or `accounts`.
    """

    begin: Callable[[OnlineService, date, Actor], object] | None = None
    end: Callable[[OnlineService, date, Actor], None] | None = None
    administered: Callable[[OnlineService, Collection[int]], None] | None = None
    describe: Callable[[Sequence[Any], Member, datetime], None] | None = None


def areas() -> list[ServiceArea]:
    return registered(SERVICE_AREA)


def describe(services: Sequence[Any], member: Member, now: datetime) -> None:
    """Set `mark` and `accounts` on each; None where there is nothing to say, or nothing for this member."""
    for service in services:
        service.mark = service.accounts = None
    for area in areas():
        if area.describe:
            area.describe(services, member, now)
