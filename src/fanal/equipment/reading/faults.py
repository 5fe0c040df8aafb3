"""What is broken in a room or a trolley, and saying that something is: whoever keeps the requests answers."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet

from fanal.accounts.models import Person, School
from fanal.accounts.models.member import Actor, Member
from fanal.core.registry import Kind, registered
from fanal.equipment.models import Equipment, Room

FAULT_REPORT: "Kind[Callable[..., str]]" = Kind("fault report")  # (FaultReport, *, now, by) -> an address

# (school, ids of machines) -> {machine id: date}
FAULTY_SINCE: "Kind[Callable[[School, QuerySet], dict[int, date]]]" = Kind("faulty since")

# (member, *, room_id, equipment_id)
OPEN_FAULTS: "Kind[Callable[..., list[OpenFault]]]" = Kind("open faults")


@dataclass(frozen=True)
class OpenFault:
    """What is said to be broken, and since when; not a word of whoever said it.

    `trouble`: « une panne de tablette », of its sort alone. `title` and `url`: for whoever may read it alone.
    """

    what: str
    since: date
    trouble: str
    title: str = ""
    url: str = ""


@dataclass(frozen=True)
class FaultReport:
    """What somebody found, about a room or a machine."""

    requester: Person
    text: str
    room: Room | None
    equipment: Equipment | None


def open_faults(reader: Member, *, room_id: int = 0, equipment_id: int = 0) -> list[OpenFault]:
    """Of this room, or of this machine and what is kept in it: the oldest first, as `reader` may see them."""
    asked = {"room_id": room_id, "equipment_id": equipment_id}
    return [fault for find in registered(OPEN_FAULTS) for fault in find(reader, **asked)]


def faulty_since(school: School, machines: QuerySet) -> dict[int, date]:
    """Those of these machines (a query of ids) that have an open fault, each with the day of its oldest."""
    return {pk: since for find in registered(FAULTY_SINCE) for pk, since in find(school, machines).items()}


def report_fault(report: FaultReport, *, now: datetime, by: Actor) -> str:
    """Where what it opened is followed; an empty address where nobody keeps requests."""
    return next((keep(report, now=now, by=by) for keep in registered(FAULT_REPORT)), "")
