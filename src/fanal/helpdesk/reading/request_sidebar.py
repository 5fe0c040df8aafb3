"""What stands beside the thread of one request: files, the past of its machine, its time, related ones."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Case, Count, F, OuterRef, Q, QuerySet, Subquery, TextField, Value, When
from django.db.models.functions import Left
from django.utils import timezone

from fanal.accounts.models import Person, School
from fanal.accounts.models.member import Member
from fanal.accounts.models.roles import TEAM
from fanal.core.database.prepared import prepared
from fanal.helpdesk.models import HelpRequest, RequestFile, SeeAlso, TimeSpent
from fanal.helpdesk.models.request_queryset import POLITE_NAME
from fanal.helpdesk.reading.outages import LinkedOutage, latest_link
from fanal.helpdesk.reading.team import colleagues
from fanal.helpdesk.rules.codes import OF_SERVICES, RequestState
from fanal.helpdesk.rules.time_spent import in_words
from fanal.helpdesk.rules.wording import title_of
from fanal.service_status.reading.states import CurrentState, troubles_of

A_YEAR = timedelta(days=365)
SHOWN, LOOKED_AT = 3, 10
MOST_RELATED = 30


@dataclass(frozen=True)
class OtherRequest:
    """Another request in one line."""

    number: int
    words: str
    state: str

    @property
    def title(self) -> str:
        return title_of(self.words)

    @property
    def state_words(self) -> str:
        return RequestState(self.state).label


@dataclass(frozen=True)
class Past(OtherRequest):
    """An earlier request of the same machine, or of the same room."""

    asked_at: datetime
    kind: str
    who: str

    @property
    def is_open(self) -> bool:
        return self.state not in {RequestState.SOLVED, RequestState.CLOSED}


@dataclass(frozen=True)
class RelatedRequest(OtherRequest):
    """A request that this one joined (`into`), gathers (`gathered`) or refers to (`see`)."""

    bond: str
    asked_at: datetime
    who: str


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

    files: list[RequestFile]
    past: list[Past]
    similar: list[Past]
    breakdowns: int
    times: list[OwnTime]
    related: list[RelatedRequest]
    team: dict[int, str]
    awaited: LinkedOutage | None
    troubles: list[CurrentState]

    @property
    def has_picture(self) -> bool:
        """Whether a mail to the authority takes a photo with it, as `dossier.pictures_of` says."""
        return any(file.is_picture for file in self.files)

    @property
    def into(self) -> RelatedRequest | None:
        """The request that goes on for this one."""
        return next((other for other in self.related if other.bond == "into"), None)

    @property
    def gathered(self) -> list[RelatedRequest]:
        """Those that joined this one: what they say is read with it."""
        return [other for other in self.related if other.bond == "gathered"]

    @property
    def time_words(self) -> str:
        return in_words(sum(entry.minutes for entry in self.times))


def _files(school_id: int, request_id: int, *, is_team: bool) -> QuerySet[RequestFile]:
    """Its own; for the team, also those of the requests that joined it, each with the number it came with."""
    which = Q(help_request=request_id)
    if is_team:
        which |= Q(help_request__merged_into=request_id)
    rows = RequestFile.objects.for_school(school_id).filter(which).annotate(number=F("help_request__number"))
    return rows.only("name", "sha256", "is_picture").order_by("pk")


def _same_place(school_id: int, place: str, place_id: int) -> QuerySet[HelpRequest]:
    """The requests of one machine (`place` is « equipment ») or of one room (« room »); duplicates aside."""
    return HelpRequest.objects.for_school(school_id).filter(merged_into=None, **{place: place_id})


@prepared
def _past(school_id: int, request_id: int, place_id: int, *, place: str) -> QuerySet:
    past = _same_place(school_id, place, place_id).exclude(pk=request_id).order_by("-asked_at")[:LOOKED_AT]
    who = Person.objects.for_school(school_id).filter(pk=OuterRef("requester_id"))
    name = Subquery(who.values(polite_name=POLITE_NAME))
    return past.values("number", "state", "asked_at", "kind", words=Left("text", 80), who=name)


@prepared
def _breakdowns(school_id: int, place_id: int, since: date, *, place: str) -> QuerySet:
    """How many since that day, the one on the screen included."""
    lately = _same_place(school_id, place, place_id).filter(asked_at__date__gt=since).order_by()
    return lately.values("school_id").annotate(count=Count("pk")).values("count")


def _times(school_id: int, request_id: int, person_id: int) -> QuerySet:
    rows = TimeSpent.objects.for_school(school_id).filter(help_request=request_id, person=person_id)
    return rows.order_by("pk").values("pk", "minutes")


@prepared
def _related(school_id: int, request_id: int, into_id: int, *, is_team: bool) -> QuerySet:
    """Whoever asked learns which request goes on for theirs, and not a word of it.

    For the team, those that joined this one come with all their words: they are read with it.
    """
    here, links = HelpRequest.objects.for_school(school_id), SeeAlso.objects.for_school(school_id)
    which = Q(pk=into_id)
    if is_team:
        which |= Q(merged_into=request_id)
        which |= Q(pk__in=links.filter(first=request_id).values("second"))
        which |= Q(pk__in=links.filter(second=request_id).values("first"))
    words: Any = Value("")
    who: Any = Value("")
    if is_team:
        is_gathered = When(merged_into=request_id, then=F("text"))
        words = Case(is_gathered, default=Left("text", 80), output_field=TextField())
        people = Person.objects.for_school(school_id).filter(pk=OuterRef("requester_id"))
        who = Subquery(people.values(polite_name=POLITE_NAME))
    rows = here.filter(which).order_by("number")[:MOST_RELATED]
    return rows.values("pk", "number", "state", "merged_into_id", "asked_at", words=words, who=who)


def sidebar(request: HelpRequest, member: Member, *, today: date) -> Sidebar:
    """What this member may see around the thread: eight questions for the team, three for anybody else."""
    here, me, is_team = (request.school_id, request.pk), member.person, member.has(*TEAM)
    awaited = latest_link(*here)
    related = _related(*here, request.merged_into_id or 0, is_team=is_team)
    past, breakdowns = _history(request, today - A_YEAR) if is_team else ([], 0)
    return Sidebar(
        list(_files(*here, is_team=is_team)),
        past[:SHOWN],
        _similar(request, past),
        breakdowns,
        [OwnTime(**entry) for entry in _times(*here, me.pk)] if is_team and me else [],
        [_related_of(row, request) for row in related],
        {person.pk: str(person) for person in colleagues(member, today)} if is_team else {},
        awaited,
        _may_be_linked_to(request, awaited, member.school) if is_team else [],
    )


def _history(request: HelpRequest, since: date) -> tuple[list[Past], int]:
    """The last requests of its machine, or else of its room; and how many there were since that day."""
    place = "equipment" if request.equipment_id else "room"
    place_id = request.equipment_id or request.room_id
    if place_id is None:
        return [], 0
    past = [Past(**row) for row in _past(request.school_id, request.pk, place_id, place=place)]
    counted = _breakdowns.first(request.school_id, place_id, since, place=place)
    return past, counted["count"] if counted else 0


def _similar(request: HelpRequest, past: list[Past]) -> list[Past]:
    """Those of the same place and kind that are open too: somebody else told the same, perhaps."""
    if not request.is_open:
        return []
    return [other for other in past if other.is_open and other.kind == request.kind]


def _may_be_linked_to(
    request: HelpRequest, awaited: LinkedOutage | None, school: School
) -> list[CurrentState]:
    """What does not work now, when this is about a service and waits for none of it."""
    is_about_one = request.service_id is not None or request.kind in OF_SERVICES
    if not is_about_one or (awaited and not awaited.is_over):
        return []
    return troubles_of(school, timezone.now())


def _related_of(row: dict[str, Any], request: HelpRequest) -> RelatedRequest:
    is_gathered = row["merged_into_id"] == request.pk
    bond = "into" if row["pk"] == request.merged_into_id else "gathered" if is_gathered else "see"
    return RelatedRequest(row["number"], row["words"], row["state"], bond, row["asked_at"], row["who"])
