"""What stands beside the thread of one request: files, its machine's history, the time it took, related ones.

All of it in one query: each part is a list made by PostgreSQL, read here as plain values.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, Q, QuerySet, Subquery, Value
from django.db.models.functions import JSONObject, Left
from django.utils import timezone

from fanal.accounts.models.member import Member
from fanal.accounts.models.roles import TEAM, Role
from fanal.core.prepared import prepared
from fanal.equipment.rules import warranty
from fanal.helpdesk.models import HelpRequest, RequestFile, SeeAlso, TimeSpent
from fanal.helpdesk.reading.outages import LinkedOutage, awaited_of, latest_link
from fanal.helpdesk.reading.team import named_handlers
from fanal.helpdesk.rules.codes import OF_SERVICES, RequestState
from fanal.helpdesk.rules.time_spent import in_words
from fanal.online_services.reading.states import CurrentState, open_states, troubles_of_rows

A_YEAR = timedelta(days=365)
SHOWN = 3
MOST_RELATED = 30


@dataclass(frozen=True)
class OtherRequest:
    """Another request in one line."""

    number: int
    text: str
    state: str

    @property
    def title(self) -> str:
        return self.text.strip().split("\n", 1)[0]

    @property
    def state_words(self) -> str:
        return RequestState(self.state).label


@dataclass(frozen=True)
class Past(OtherRequest):
    """An earlier request of the same machine, or of the same room."""

    asked_at: datetime


@dataclass(frozen=True)
class RelatedRequest(OtherRequest):
    """A request that this one joined (`into`), gathers (`gathered`) or refers to (`see`)."""

    bond: str


@dataclass(frozen=True)
class OwnTime:
    """Some minutes that the reader noted: nobody reads another's."""

    pk: int
    minutes: int

    @property
    def words(self) -> str:
        return in_words(self.minutes)


@dataclass(frozen=True)
class Sidebar:
    """Everything but the thread; the parts of the team are empty for anyone else."""

    files: list[dict[str, Any]]
    past: list[Past]
    breakdowns: int
    times: list[OwnTime]
    related: list[RelatedRequest]
    team: dict[int, str]
    awaited: LinkedOutage | None
    troubles: list[CurrentState]

    @property
    def into(self) -> RelatedRequest | None:
        """The request that goes on for this one."""
        return next((other for other in self.related if other.bond == "into"), None)

    @property
    def time_words(self) -> str:
        return in_words(sum(entry.minutes for entry in self.times))


def _files(school_id: int, pk: int) -> QuerySet:
    rows = RequestFile.objects.for_school(school_id).filter(help_request=pk).order_by("pk")
    return rows.values(row=JSONObject(name="name", sha256="sha256", is_picture="is_picture"))


def _same_place(school_id: int, place: str, place_id: int) -> QuerySet:
    """The requests of one machine, or of one room; duplicates aside."""
    rows = HelpRequest.objects.for_school(school_id).filter(merged_into=None)
    return rows.filter(equipment=place_id) if place == "equipment" else rows.filter(room=place_id)


def _past(rows: QuerySet, pk: int) -> QuerySet:
    past = rows.exclude(pk=pk).order_by("-asked_at")[:SHOWN]
    return past.values(
        row=JSONObject(number="number", text=Left("text", 80), asked_at="asked_at", state="state")
    )


def _breakdowns(rows: QuerySet, since: date) -> QuerySet:
    """How many since that day, the one on the screen included."""
    lately = rows.filter(asked_at__date__gt=since).order_by()
    return lately.values("school_id").annotate(count=Count("pk")).values("count")


def _times(school_id: int, pk: int, person_id: int) -> QuerySet:
    rows = TimeSpent.objects.for_school(school_id).filter(help_request=pk, person=person_id)
    return rows.order_by("pk").values(row=JSONObject(pk="pk", minutes="minutes"))


def _related(school_id: int, pk: int, into_id: int, *, is_team: bool) -> QuerySet:
    """Whoever asked learns which request goes on for theirs, and not a word of it."""
    here, links = HelpRequest.objects.for_school(school_id), SeeAlso.objects.for_school(school_id)
    which = Q(pk=into_id)
    if is_team:
        which |= Q(merged_into=pk)
        which |= Q(pk__in=links.filter(first=pk).values("second"))
        which |= Q(pk__in=links.filter(second=pk).values("first"))
    words = Left("text", 80) if is_team else Value("")
    rows = here.filter(which).order_by("number")[:MOST_RELATED]
    return rows.values(
        row=JSONObject(pk="pk", number="number", text=words, state="state", into="merged_into_id")
    )


@prepared
def _sidebar_row(
    school_id: int,
    pk: int,
    place_id: int,
    since: date,
    today: date,
    into_id: int,
    person_id: int,
    *,
    place: str,
    is_team: bool,
) -> QuerySet:
    """One row of lists; those of the team only for the team. `place`: what its history is that of."""
    parts: dict[str, Any] = {
        "file_rows": ArraySubquery(_files(school_id, pk)),
        "outage_rows": ArraySubquery(latest_link(school_id, pk)),
        "related_rows": ArraySubquery(_related(school_id, pk, into_id, is_team=is_team)),
    }
    if is_team:
        parts["handler_rows"] = ArraySubquery(named_handlers(school_id, today))
        parts["state_rows"] = ArraySubquery(open_states(school_id))
        parts["time_rows"] = ArraySubquery(_times(school_id, pk, person_id))
    if is_team and place:
        rows = _same_place(school_id, place, place_id)
        parts["past_rows"] = ArraySubquery(_past(rows, pk))
        parts["breakdowns"] = Subquery(_breakdowns(rows, since))
    return HelpRequest.objects.for_school(school_id).filter(pk=pk).values(**parts)


def sidebar(request: HelpRequest, member: Member, *, today: date) -> Sidebar:
    """What this member may see around the thread (one query)."""
    place = "equipment" if request.equipment_id else "room" if request.room_id else ""
    place_id = request.equipment_id or request.room_id or 0
    into, is_team, since = request.merged_into_id or 0, member.has(*TEAM), today - A_YEAR
    me = member.person.pk if member.person else 0
    row: Any = _sidebar_row.first(
        request.school_id, request.pk, place_id, since, today, into, me, place=place, is_team=is_team
    )
    return Sidebar(
        row["file_rows"],
        [_past_of(past) for past in row.get("past_rows", [])],
        row.get("breakdowns") or 0,
        [OwnTime(**entry) for entry in row.get("time_rows", [])],
        [_related_of(related, request) for related in row["related_rows"]],
        {handler["pk"]: handler["name"] for handler in row.get("handler_rows", []) if handler["pk"] != me},
        awaited := awaited_of(row["outage_rows"]),
        _may_be_linked_to(request, awaited, row.get("state_rows", [])),
    )


def _may_be_linked_to(
    request: HelpRequest, awaited: LinkedOutage | None, states: list[Any]
) -> list[CurrentState]:
    """What does not work now, when this is about a service and waits for none of it."""
    is_about_one = request.service_id is not None or request.kind in OF_SERVICES
    if not is_about_one or (awaited and not awaited.is_over):
        return []
    return troubles_of_rows(states, timezone.now())


def _related_of(row: dict[str, Any], request: HelpRequest) -> RelatedRequest:
    is_gathered = row["into"] == request.pk
    bond = "into" if row["pk"] == request.merged_into_id else "gathered" if is_gathered else "see"
    return RelatedRequest(row["number"], row["text"], row["state"], bond)


def _past_of(row: dict[str, Any]) -> Past:
    return Past(row["number"], row["text"], row["state"], datetime.fromisoformat(row["asked_at"]))


def warranty_of(request: HelpRequest, *, today: date) -> tuple[str, str]:
    """The warranty of its machine in words, and its tone."""
    if request.equipment is None:
        return "", ""
    until = request.equipment.warranty_until
    return warranty.in_words(until, today=today), "ok" if warranty.is_covered(until, today) else ""


def can_open_equipment(request: HelpRequest, member: Member) -> bool:
    """Whether the machine's own page would be shown: to its holder, the team and the authority."""
    if request.equipment is None:
        return False
    is_holder = member.person is not None and request.equipment.holder_id == member.person.pk
    return is_holder or member.has(*TEAM, Role.TECHNICIAN)
