"""What stands beside the thread of one request: its files, its machine's history, the time it took, its kin.

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
MOST_KIN = 30


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
class Kin(OtherRequest):
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
class Beside:
    """Everything but the thread; the parts of the team are empty for anyone else."""

    files: list[dict[str, Any]]
    past: list[Past]
    breakdowns: int
    times: list[OwnTime]
    kin: list[Kin]
    team: dict[int, str]
    awaited: LinkedOutage | None
    troubles: list[CurrentState]

    @property
    def into(self) -> Kin | None:
        """The request that goes on for this one."""
        return next((one for one in self.kin if one.bond == "into"), None)

    @property
    def time_words(self) -> str:
        return in_words(sum(entry.minutes for entry in self.times))


def _files(school_id: int, pk: int) -> QuerySet:
    rows = RequestFile.objects.for_school(school_id).filter(help_request=pk).order_by("pk")
    return rows.values(told=JSONObject(name="name", sha256="sha256", is_picture="is_picture"))


def _same_place(school_id: int, place: str, place_id: int) -> QuerySet:
    """The requests of one machine, or of one room; duplicates aside."""
    rows = HelpRequest.objects.for_school(school_id).filter(merged_into=None)
    return rows.filter(equipment=place_id) if place == "equipment" else rows.filter(room=place_id)


def _past(rows: QuerySet, pk: int) -> QuerySet:
    shown = rows.exclude(pk=pk).order_by("-asked_at")[:SHOWN]
    return shown.values(
        told=JSONObject(number="number", text=Left("text", 80), asked_at="asked_at", state="state")
    )


def _breakdowns(rows: QuerySet, since: date) -> QuerySet:
    """How many since that day, the one on the screen included."""
    lately = rows.filter(asked_at__date__gt=since).order_by()
    return lately.values("school_id").annotate(count=Count("pk")).values("count")


def _times(school_id: int, pk: int, person_id: int) -> QuerySet:
    rows = TimeSpent.objects.for_school(school_id).filter(help_request=pk, person=person_id)
    return rows.order_by("pk").values(told=JSONObject(pk="pk", minutes="minutes"))


def _kin(school_id: int, pk: int, into_id: int, *, is_team: bool) -> QuerySet:
    """Whoever asked learns which request goes on for theirs, and not a word of it."""
    here, links = HelpRequest.objects.for_school(school_id), SeeAlso.objects.for_school(school_id)
    which = Q(pk=into_id)
    if is_team:
        which |= Q(merged_into=pk)
        which |= Q(pk__in=links.filter(first=pk).values("second"))
        which |= Q(pk__in=links.filter(second=pk).values("first"))
    words = Left("text", 80) if is_team else Value("")
    shown = here.filter(which).order_by("number")[:MOST_KIN]
    return shown.values(
        told=JSONObject(pk="pk", number="number", text=words, state="state", into="merged_into_id")
    )


@prepared
def _told(
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
) -> QuerySet:  # fmt: skip
    """One row of lists; those of the team only for the team. `place`: what its history is that of."""
    parts: dict[str, Any] = {
        "told_files": ArraySubquery(_files(school_id, pk)),
        "told_outage": ArraySubquery(latest_link(school_id, pk)),
        "told_kin": ArraySubquery(_kin(school_id, pk, into_id, is_team=is_team)),
    }
    if is_team:
        parts["told_team"] = ArraySubquery(named_handlers(school_id, today))
        parts["told_states"] = ArraySubquery(open_states(school_id))
        parts["told_times"] = ArraySubquery(_times(school_id, pk, person_id))
    if is_team and place:
        rows = _same_place(school_id, place, place_id)
        parts["told_past"] = ArraySubquery(_past(rows, pk))
        parts["breakdowns"] = Subquery(_breakdowns(rows, since))
    return HelpRequest.objects.for_school(school_id).filter(pk=pk).values(**parts)


def beside(request: HelpRequest, member: Member, *, today: date) -> Beside:
    """What this member may see around the thread (one query)."""
    place = "equipment" if request.equipment_id else "room" if request.room_id else ""
    place_id = request.equipment_id or request.room_id or 0
    into, is_team, since = request.merged_into_id or 0, member.has(*TEAM), today - A_YEAR
    me = member.person.pk if member.person else 0
    told: Any = _told.first(
        request.school_id, request.pk, place_id, since, today, into, me, place=place, is_team=is_team
    )
    return Beside(
        told["told_files"],
        [_past_of(past) for past in told.get("told_past", [])],
        told.get("breakdowns") or 0,
        [OwnTime(**entry) for entry in told.get("told_times", [])],
        [_kin_of(one, request) for one in told["told_kin"]],
        {one["pk"]: one["name"] for one in told.get("told_team", []) if one["pk"] != me},
        awaited := awaited_of(told["told_outage"]),
        _may_be_linked_to(request, awaited, told.get("told_states", [])),
    )


def _may_be_linked_to(
    request: HelpRequest, awaited: LinkedOutage | None, told: list[Any]
) -> list[CurrentState]:
    """What does not work now, when this is about a service and waits for none of it."""
    is_about_one = request.service_id is not None or request.kind in OF_SERVICES
    if not is_about_one or (awaited and not awaited.is_over):
        return []
    return troubles_of_rows(told, timezone.now())


def _kin_of(told: dict[str, Any], request: HelpRequest) -> Kin:
    is_gathered = told["into"] == request.pk
    bond = "into" if told["pk"] == request.merged_into_id else "gathered" if is_gathered else "see"
    return Kin(told["number"], told["text"], told["state"], bond)


def _past_of(told: dict[str, Any]) -> Past:
    return Past(told["number"], told["text"], told["state"], datetime.fromisoformat(told["asked_at"]))


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
