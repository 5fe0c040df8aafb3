"""What the pages show of the habits of security: the school's services, one service, Fanal itself."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet

from fanal.account_lists.models import Comparison, Finding
from fanal.account_lists.policies.accounts import compare_accounts
from fanal.account_lists.rules.findings import judged
from fanal.accounts.models import School
from fanal.accounts.models.member import Actor
from fanal.accounts.reading.home_facts import count_of
from fanal.core.database.prepared import prepared
from fanal.core.http.addresses import address
from fanal.designations.models import Designation
from fanal.designations.policies.acts import prepare_designation
from fanal.online_services.models import OnlineService
from fanal.online_services.policies.register import read_services
from fanal.privacy.models import DataBreach
from fanal.privacy.policies.registers import read_register
from fanal.privacy.rules.codes import ProcessingState as SheetState
from fanal.service_security.models import ReviewedService, ServiceHabit
from fanal.service_security.policies import habits as policies
from fanal.service_security.rules.checklist import HabitGroup, NextStep
from fanal.service_security.rules.habit_facts import (
    HabitAnswer,
    HabitStatement,
    Measured,
    Reviewed,
)
from fanal.service_security.rules.habits import PILLS, TONES, HabitRow, first_left, lines_of
from fanal.service_security.rules.reviews import ReviewDecision
from fanal.service_status.models import StatePeriod
from fanal.service_status.rules.states import ServiceState

YEAR = timedelta(days=365)
FACTORS = {"proven": "yes", "bare": "no", "never": "none", "unsaid": ""}
GROUPS = [group.label for group in HabitGroup]


@prepared
def _reviews(school_id: int) -> QuerySet:
    """What reviews found of the rights that still stand, the last of each service at the end."""
    stands = Q(rights__done_on=None) | ~Q(rights__decision=ReviewDecision.REVOKE)
    factors = {
        name: Count("rights", filter=stands & Q(rights__factor=code)) for name, code in FACTORS.items()
    }
    rows = ReviewedService.objects.for_school(school_id).filter(done_on__isnull=False).annotate(**factors)
    return rows.order_by("done_on", "pk").values("service", "done_on", *FACTORS)


@prepared
def _open_findings(school_id: int) -> QuerySet:
    """How many differences of each kind are to be settled in each service."""
    rows = Finding.objects.for_school(school_id).to_do().order_by()
    return rows.values("service", "kind").annotate(count=Count("pk"))


@prepared
def _comparisons(school_id: int) -> QuerySet:
    """The days of comparisons and the columns of the lists, the last of each service at the end."""
    rows = Comparison.objects.for_school(school_id).filter(compared_on__isnull=False)
    return rows.order_by("compared_on", "pk").values("service", "compared_on", "imported__columns")


@prepared
def _acts_in_force(school_id: int, today: date) -> QuerySet:
    rows = Designation.objects.for_school(school_id).in_force(today).filter(service__isnull=False)
    return rows.order_by().values("service").annotate(count=Count("pk"))


@prepared
def _statements(school_id: int) -> QuerySet:
    rows = ServiceHabit.objects.for_school(school_id)
    return rows.order_by("code").values("service", "code", "answer", "said_on", "note")


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
    statements: dict[str, HabitStatement]
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
    """What is measured and what was said of services of one school, with their `processing`: five queries.

    Each asks for all services of the school, for one as for many: they are few, and asked in one way.
    """
    if not services:
        return []
    school_id = services[0].school_id
    reviews = {row["service"]: row for row in _reviews(school_id)}
    compared = {row["service"]: row for row in _comparisons(school_id)}
    acts = {row["service"]: row["count"] for row in _acts_in_force(school_id, today)}
    findings: dict[int, dict[str, int]] = defaultdict(dict)
    for row in _open_findings(school_id):
        findings[row["service"]][row["kind"]] = row["count"]
    statements: dict[int, dict[str, HabitStatement]] = defaultdict(dict)
    for row in _statements(school_id):
        statement = HabitStatement(HabitAnswer(row["answer"]), row["said_on"], row["note"])
        statements[row["service"]][row["code"]] = statement
    habits = []
    for service in services:
        last, sheet = compared.get(service.pk), service.processing
        measured = Measured(
            last["compared_on"] if last else None,
            frozenset(judged(last["imported__columns"] or ()) if last else ()),
            findings.get(service.pk, {}),
            acts.get(service.pk, 0),
            sheet is not None and sheet.state == SheetState.KEPT,
            service.owner,
            _reviewed(reviews.get(service.pk)),
        )
        own_statements = statements.get(service.pk, {})
        lines = lines_of(measured, own_statements, today)
        habits.append(ServiceHabits(service, own_statements, lines))
    return habits


def _reviewed(row: dict[str, Any] | None) -> Reviewed | None:
    return Reviewed(row["done_on"], **{name: row[name] for name in FACTORS}) if row else None


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


ROUTES: dict[NextStep, tuple[str, Callable[[Actor, Any], bool]]] = {
    NextStep.ANSWER: ("habits:habit_page", policies.answer_habits),
    NextStep.ACCOUNTS: ("account_lists:accounts_page", lambda actor, _: read_services(actor, None)),
    NextStep.COMPARE: ("account_lists:list_deposit", compare_accounts),
    NextStep.ACT: ("designations:act_add", lambda actor, _: prepare_designation(actor, None)),
    NextStep.SHEET: ("online_services:service_page", lambda actor, _: read_services(actor, None)),
}


def way_to(line: HabitRow, service: OnlineService, actor: Actor, uai: str) -> str:
    """Where the next step of a line is made; nothing when there is none, or when it is somebody else's."""
    name, may = ROUTES[line.next_step]
    if not line.is_left or not may(actor, service):
        return ""
    if line.next_step == NextStep.SHEET and service.processing and read_register(actor, None):
        return address("privacy:processing_page", uai, service.processing.number)
    return address(name, uai, service.pk)


NextHabit = tuple[HabitRow, str] | None


def next_of(row: ServiceHabits, actor: Actor, uai: str) -> NextHabit:
    """What comes next for a service, and where."""
    line = row.next
    return (line, way_to(line, row.service, actor, uai)) if line else None


@dataclass(frozen=True)
class Incidents:
    """Those of twelve months: breaches that were known, those still open, times a service was down."""

    breaches: int
    open: int
    outages: int


def incidents_of(school: School, now: datetime) -> Incidents:
    """One question."""
    return Incidents(**_incidents.first(school.pk, now - YEAR))


@prepared
def _incidents(school_id: int, since: datetime) -> QuerySet:
    here = OuterRef("pk")
    breaches = DataBreach.objects.for_school(here).filter(known_at__gt=since)
    down = StatePeriod.objects.for_school(here).filter(state=ServiceState.DOWN, starts_at__gt=since)
    counts = {"breaches": breaches, "open": breaches.filter(closed_on__isnull=True), "outages": down}
    facts = {name: count_of(rows) for name, rows in counts.items()}
    return School.objects.filter(pk=school_id).annotate(**facts).values(*facts)
