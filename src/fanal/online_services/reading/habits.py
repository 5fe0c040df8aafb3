"""What the pages show of the habits of security: the school's services, one service, Fanal itself."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, JSONObject

from fanal.accounts.models import School
from fanal.accounts.models.member import Actor
from fanal.accounts.reading.home_facts import count_of
from fanal.core.addresses import address
from fanal.core.prepared import prepared
from fanal.online_services import policies
from fanal.online_services.models import (
    Comparison,
    Designation,
    Finding,
    OnlineService,
    ReviewedService,
    ServiceHabit,
    StatePeriod,
)
from fanal.online_services.rules.checklist import Gesture, HabitGroup
from fanal.online_services.rules.findings import judged
from fanal.online_services.rules.habit_facts import (
    HabitAnswer,
    HabitStatement,
    Measured,
    Reviewed,
)
from fanal.online_services.rules.habits import PILLS, TONES, HabitRow, first_left, lines_of
from fanal.online_services.rules.reviews import ReviewDecision
from fanal.online_services.rules.states import ServiceState
from fanal.privacy.models import DataBreach
from fanal.privacy.policies.registers import read_register
from fanal.privacy.rules.codes import ProcessingState as SheetState

YEAR = timedelta(days=365)
FACTORS = {"proven": "yes", "bare": "no", "never": "none", "unsaid": ""}
GROUPS = [group.label for group in HabitGroup]


def with_habits(rows: Any, school: School | int, today: date) -> Any:
    """Each with what is measured and what was said, in the same question."""
    here = {"service": OuterRef("pk")}
    done = Comparison.objects.for_school(school).filter(compared_on__isnull=False, **here)
    last = done.order_by("-compared_on", "-pk")
    todo = Finding.objects.for_school(school).to_do().filter(**here).order_by().values("kind")
    kinds = todo.annotate(count=Count("pk")).values(row=JSONObject(kind="kind", count="count"))
    acts = Designation.objects.for_school(school).in_force(today).filter(**here).order_by().values("service")
    said = ServiceHabit.objects.for_school(school).filter(**here).order_by("code")
    answer = JSONObject(code="code", answer="answer", on="said_on", note="note", by="said_by__family_name")
    reviews = ReviewedService.objects.for_school(school).filter(done_on__isnull=False, **here)
    # A right that was taken away is nobody's any more.
    stands = Q(rights__done_on=None) | ~Q(rights__decision=ReviewDecision.REVOKE)
    factors = {
        name: Count("rights", filter=stands & Q(rights__factor=code)) for name, code in FACTORS.items()
    }
    review = JSONObject(done_on="done_on", **{name: name for name in FACTORS})
    return rows.select_related("processing").annotate(
        reviewed=Subquery(reviews.annotate(**factors).order_by("-done_on", "-pk").values(row=review)[:1]),
        compared_on=Subquery(last.values("compared_on")[:1]),
        list_columns=Subquery(last.values("imported__columns")[:1]),
        open_kinds=ArraySubquery(kinds),
        acts=Coalesce(Subquery(acts.annotate(count=Count("pk")).values("count")), 0),
        answers=ArraySubquery(said.values(row=answer)),
    )


def _measured(service: Any) -> Measured:
    sheet = service.processing
    return Measured(
        service.compared_on,
        frozenset(judged(service.list_columns or ())),
        {row["kind"]: row["count"] for row in service.open_kinds},
        service.acts,
        sheet is not None and sheet.state == SheetState.KEPT,
        service.owner,
        _reviewed(service.reviewed),
    )


def _reviewed(row: dict[str, Any] | None) -> Reviewed | None:
    return Reviewed(**row | {"done_on": date.fromisoformat(row["done_on"])}) if row else None


def said_of(service: Any) -> dict[str, HabitStatement]:
    """What was answered, by habit."""
    return {
        row["code"]: HabitStatement(HabitAnswer(row["answer"]), date.fromisoformat(row["on"]), row["note"])
        for row in service.answers
    }


@dataclass(frozen=True)
class HabitCell:
    """A group of habits in few words."""

    label: str
    tone: str
    words: str


@dataclass(frozen=True)
class ServiceHabits:
    """One service: its cells by group, all its lines, what comes next and where."""

    service: Any
    lines: list[HabitRow]

    @property
    def cells(self) -> list[HabitCell]:
        return [
            _cell(group, [line for line in self.lines if line.habit.group == group]) for group in HabitGroup
        ]

    @property
    def next(self) -> HabitRow | None:
        return first_left(self.lines)

    @property
    def left(self) -> int:
        return sum(line.is_left for line in self.lines)

    @property
    def kept(self) -> int:
        return sum(line.answer == HabitAnswer.YES for line in self.lines)


def _cell(group: HabitGroup, lines: list[HabitRow]) -> HabitCell:
    answers = [line.answer for line in lines]
    worst = next(
        answer
        for answer in (HabitAnswer.NO, HabitAnswer.UNKNOWN, HabitAnswer.YES, HabitAnswer.NEVER)
        if answer in answers
    )
    kept = f"{answers.count(HabitAnswer.YES)} sur {len(answers) - answers.count(HabitAnswer.NEVER)}"
    if len(answers) == 1 or worst == HabitAnswer.NEVER:
        return HabitCell(group.label, TONES[worst], PILLS[worst])
    return HabitCell(group.label, TONES[worst], kept)


def row_from(service: Any, today: date) -> ServiceHabits:
    """Of a service asked with `with_habits`."""
    return ServiceHabits(service, lines_of(_measured(service), said_of(service), today))


def rows_of(school: School, today: date) -> list[ServiceHabits]:
    """The services in use, those with most left first (one question)."""
    rows = [row_from(service, today) for service in _in_use(school.pk, today)]
    return sorted(rows, key=lambda row: -row.left)


@prepared
def _in_use(school_id: int, today: date) -> QuerySet[OnlineService]:
    rows = OnlineService.objects.for_school(school_id).in_use().by_name()
    return with_habits(rows, school_id, today)


def row_of(school: School, pk: int, today: date) -> ServiceHabits | None:
    """One service in use (one question)."""
    services = with_habits(OnlineService.objects.for_school(school).in_use().filter(pk=pk), school, today)
    return next((row_from(service, today) for service in services), None)


ROUTES: dict[Gesture, tuple[str, Callable[[Actor, Any], bool]]] = {
    Gesture.ANSWER: ("habits:habit_page", policies.answer_habits),
    Gesture.ACCOUNTS: ("online_services:accounts_page", lambda actor, _: policies.read_services(actor, None)),
    Gesture.COMPARE: ("online_services:list_deposit", policies.compare_accounts),
    Gesture.ACT: ("designations:act_add", lambda actor, _: policies.prepare_designation(actor, None)),
    Gesture.SHEET: ("online_services:service_page", lambda actor, _: policies.read_services(actor, None)),
}


def way_to(line: HabitRow, service: OnlineService, actor: Actor, uai: str) -> str:
    """Where the next step of a line is made; nothing when there is none, or when it is somebody else's."""
    name, may = ROUTES[line.gesture]
    if not line.is_left or not may(actor, service):
        return ""
    if line.gesture == Gesture.SHEET and service.processing and read_register(actor, None):
        return address("privacy:processing_page", uai, service.processing.number)
    return address(name, uai, service.pk)


def next_of(row: ServiceHabits, actor: Actor, uai: str) -> tuple[HabitRow, str] | None:
    """What comes next for a service, and where."""
    line = row.next
    return (line, way_to(line, row.service, actor, uai)) if line else None


def incidents_of(school: School, now: datetime) -> dict[str, int]:
    """Breaches that were known, and times a service was down, in twelve months (one question)."""
    return _incidents.first(school.pk, now - YEAR)


@prepared
def _incidents(school_id: int, since: datetime) -> QuerySet:
    here = OuterRef("pk")
    breaches = DataBreach.objects.for_school(here).filter(known_at__gt=since)
    down = StatePeriod.objects.for_school(here).filter(state=ServiceState.DOWN, starts_at__gt=since)
    counts = {"breaches": breaches, "open": breaches.filter(closed_on__isnull=True), "outages": down}
    facts = {name: count_of(rows) for name, rows in counts.items()}
    return School.objects.filter(pk=school_id).annotate(**facts).values(*facts)
