"""What the pages show of the habits of security: the school's services, one service, Fanal itself."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet

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


def _reviews(school_id: int, services: list[int]) -> dict[int, Reviewed]:
    """By service, what its last review found of the rights that still stand."""
    stands = Q(rights__done_on=None) | ~Q(rights__decision=ReviewDecision.REVOKE)
    factors = {
        name: Count("rights", filter=stands & Q(rights__factor=code)) for name, code in FACTORS.items()
    }
    rows = ReviewedService.objects.for_school(school_id).filter(done_on__isnull=False, service__in=services)
    return {
        row["service"]: Reviewed(**{name: row[name] for name in ("done_on", *FACTORS)})
        for row in rows.annotate(**factors).order_by("done_on", "pk").values("service", "done_on", *FACTORS)
    }


def _open_findings(school_id: int, services: list[int]) -> dict[int, dict[str, int]]:
    """By service, how many differences of each kind are to be settled."""
    rows = Finding.objects.for_school(school_id).to_do().filter(service__in=services).order_by()
    counts: dict[int, dict[str, int]] = defaultdict(dict)
    for service, kind, count in rows.values_list("service", "kind").annotate(count=Count("pk")):
        counts[service][kind] = count
    return counts


def _comparisons(school_id: int, services: list[int]) -> dict[int, tuple[date, list[str]]]:
    """By service, the day of its last comparison and the columns of the list that was compared."""
    rows = Comparison.objects.for_school(school_id).filter(compared_on__isnull=False, service__in=services)
    last = rows.order_by("compared_on", "pk").values_list("service", "compared_on", "imported__columns")
    return {service: (compared_on, columns) for service, compared_on, columns in last if compared_on}


def _acts_in_force(school_id: int, services: list[int], today: date) -> dict[int, int]:
    rows = Designation.objects.for_school(school_id).in_force(today).filter(service__in=services).order_by()
    return dict(rows.values_list("service").annotate(count=Count("pk")))


def statements_of(school_id: int, services: list[int]) -> dict[int, dict[str, HabitStatement]]:
    """By service, what was answered to each habit."""
    statements: dict[int, dict[str, HabitStatement]] = defaultdict(dict)
    for said in ServiceHabit.objects.for_school(school_id).filter(service__in=services).order_by("code"):
        statement = HabitStatement(HabitAnswer(said.answer), said.said_on, said.note)
        statements[said.service_id][said.code] = statement
    return statements


@dataclass(frozen=True)
class HabitCell:
    """A group of habits in few words."""

    label: str
    tone: str
    words: str


@dataclass(frozen=True)
class ServiceHabits:
    """One service: what was said, its cells by group, all its lines, what comes next and where."""

    service: OnlineService
    said: dict[str, HabitStatement]
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


def habits_of(services: list[OnlineService], today: date) -> list[ServiceHabits]:
    """What is measured and what was said of services of one school, with their `processing`: five queries."""
    if not services:
        return []
    school_id, keys = services[0].school_id, [service.pk for service in services]
    compared, findings = _comparisons(school_id, keys), _open_findings(school_id, keys)
    acts, reviews = _acts_in_force(school_id, keys, today), _reviews(school_id, keys)
    statements = statements_of(school_id, keys)
    habits = []
    for service in services:
        compared_on, columns = compared.get(service.pk, (None, ()))
        sheet, said = service.processing, statements.get(service.pk, {})
        measured = Measured(
            compared_on,
            frozenset(judged(columns or ())),
            findings.get(service.pk, {}),
            acts.get(service.pk, 0),
            sheet is not None and sheet.state == SheetState.KEPT,
            service.owner,
            reviews.get(service.pk),
        )
        habits.append(ServiceHabits(service, said, lines_of(measured, said, today)))
    return habits


def rows_of(school: School, today: date) -> list[ServiceHabits]:
    """The services in use, those with most left first."""
    return sorted(habits_of(_in_use(school.pk), today), key=lambda row: -row.left)


@prepared
def _in_use(school_id: int) -> QuerySet[OnlineService]:
    return OnlineService.objects.for_school(school_id).in_use().by_name().select_related("processing")


def row_of(school: School, pk: int, today: date) -> ServiceHabits | None:
    """One service in use."""
    services = OnlineService.objects.for_school(school).in_use().select_related("processing")
    return next(iter(habits_of(list(services.filter(pk=pk)), today)), None)


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
