"""What an app offers to those above it, without either importing the other.

Each app fills its part in `contributions` and `privacy`, loaded when Django is ready. Upper apps ask by kind.
"""

from bisect import insort
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from importlib import import_module
from operator import itemgetter
from pathlib import Path
from typing import Any

from django.apps import apps


@dataclass(frozen=True)
class Kind[T]:
    """One sort of offers, each of them a `T`: mypy reads each registration, and each place that asks.

    `places` names where each offer stands, in the order of reading: a room by its name, or `room.thing` where
    one room has several. A kind without places is read room by room. `is_shared`: a place holds all that a
    room declares there, in its order.
    """

    name: str
    places: tuple[str, ...] = ()
    is_shared: bool = False

    def __post_init__(self) -> None:
        if self.name in _kinds:
            raise ValueError(f"{self.name}: two kinds of one name")
        _kinds[self.name] = self


_kinds: "dict[str, Kind[Any]]" = {}


# Those whose type stands above, or is plain; the others stand beside their type.
# (person, now) -> icalendar Events that are theirs, for their secret calendar
OWN_EVENTS: Kind[Callable[[Any, datetime], list[Any]]] = Kind(
    "own events",
    (
        "bookings",
        "training",
    ),
)
# (school) -> heading, {processing id: names of what it is about}
PROCESSING_LINKS: Kind[Callable[[Any], tuple[str, dict[int, list[str]]]]] = Kind("processing links")
# (school, *, now, by) -> None, each hour of a working day
REMINDERS: Kind[Callable[..., object]] = Kind(
    "reminders",
    (
        "agenda.tasks",
        "agenda.endings",
        "missions",
        "bookings.lapsed",
        "loans",
        "bookings.exams",
        "training",
        "peer_help",
        "reports",
    ),
)
# (period) -> None, in the transaction that ends the state of a service
STATE_ENDED: Kind[Callable[[Any], None]] = Kind("state ended")
# (person, first day, by) -> None, in the transaction that names a référent
LEAD_NAMED: Kind[Callable[[Any, date, Any], None]] = Kind("lead named")
# (school id, ids of custodies) -> None, as what they hold changes
CUSTODY_CONTENT: Kind[Callable[[int, Collection[int]], None]] = Kind("custody content")
# (member, SchoolYear) -> list of (title, day frozen, address), newest first
YEAR_REPORTS: Kind[Callable[[Any, Any], list[tuple[str, date, str]]]] = Kind("year reports")
# (school id) -> ids of people whose name something still needs
NEEDED: Kind[Callable[[int], Iterable[int]]] = Kind("needed")
FILES: Kind[Callable[[int], set[str]]] = Kind("files")  # (school id) -> hashes of the files that rows claim
# (school) -> why it cannot name another authority yet, as sentences
KEEPS_AUTHORITY: Kind[Callable[[Any], list[str]]] = Kind("keeps authority")
# (school, codes of indicators, *, now, by) -> None, what they count changed
MEASURED_ANEW: Kind[Callable[..., None]] = Kind("measured anew")
# (member) -> {name in French: OwnRows or what is known}, of whoever asks
PERSONAL_DATA: Kind[Callable[[Any], dict[str, Any]]] = Kind(
    "personal data",
    (
        "accounts.record",
        "accounts.sign_in",
        "helpdesk.requests",
        "helpdesk.notices",
        "agenda",
        "missions.point",
        "missions.sharing",
        "work_log",
        "allowances",
        "mission_letters",
        "missions.absence",
        "missions.training",
        "missions.handover",
        "directory",
        "equipment",
        "account_lists",
        "bookings",
        "timetable",
        "service_status",
        "designations",
        "service_security",
        "campaigns",
        "loans",
        "disposals",
        "supplies",
        "indicators",
        "training",
        "commission",
        "privacy",
        "steering",
        "file_readings",
        "reports",
        "core.mails",
        "peer_help",
        "accounts.person",
        "practice_sheets",
    ),
    is_shared=True,
)
# (school id, pupil id) -> {name in French: OwnRows or what is known}
PUPIL_DATA: Kind[Callable[[int, int], dict[str, Any]]] = Kind(
    "pupil data",
    (
        "directory",
        "account_lists",
        "loans",
    ),
    is_shared=True,
)
# (school id, rule) -> the day up to which its papers may go
ARCHIVES_RELEASED: Kind[Callable[[int, str], date | None]] = Kind("archives released")
# (app, what it does with what it keeps), for the register of processing
PURPOSES: Kind[tuple[str, str]] = Kind("purposes")

_offers: dict[str, list[tuple[int, Any]]] = defaultdict(list)


def register[T](kind: Kind[T], place: str = "") -> Callable[[T], T]:
    """Decorate what is offered; `place` is one of those of its kind, if it has any."""
    rank = _rank(kind, place)

    def keep(thing: T) -> T:
        offers = _offers[kind.name]
        if kind.places and not kind.is_shared and any(taken == rank for taken, _ in offers):
            raise ValueError(f"{kind.name}: two offers at the place « {place} »")
        insort(offers, (rank, thing), key=itemgetter(0))
        return thing

    return keep


def _rank(kind: Kind[Any], place: str) -> int:
    """Which of its places it is; all stand at one where the kind has none."""
    if not kind.places and not place:
        return 0
    if place not in kind.places:
        raise ValueError(f"{kind.name}: no place is called « {place} »")
    return kind.places.index(place)


def registered[T](kind: Kind[T]) -> list[T]:
    """All that was offered of this kind, in the order of its places."""
    return [thing for _, thing in _offers[kind.name]]


def empty_places() -> list[str]:
    """The places that nobody fills, each with its kind."""
    return [
        f"{kind.name}: {place}"
        for kind in _kinds.values()
        for rank, place in enumerate(kind.places)
        if all(taken != rank for taken, _ in _offers[kind.name])
    ]


def load_parts(*names: str) -> None:
    """Import these parts of every Fanal app that has them: one module, or every module of a package."""
    for config in apps.get_app_configs():
        if not config.name.startswith("fanal."):
            continue
        for name in names:
            folder = Path(config.path) / name
            if folder.with_suffix(".py").exists():
                import_module(f"{config.name}.{name}")
            elif folder.is_dir():
                for module in sorted(folder.glob("[!_]*.py")):
                    import_module(f"{config.name}.{name}.{module.stem}")
