"""What a page shows of the services' states: now, in the last days, and what is planned."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from fanal.accounts.models import School
from fanal.core.prepared import prepared
from fanal.online_services.models import OnlineService, ServiceWatch, StatePeriod
from fanal.online_services.rules import availability
from fanal.online_services.rules.states import (
    CHECKED,
    LABELS,
    TO_DO,
    TONES,
    TROUBLES,
    ServiceState,
    chosen,
    is_stale,
)

HISTORY_DAYS, SQUARES = 90, 14


@dataclass(frozen=True)
class CurrentState:
    """The state of a service now, in words; `period` is what says so."""

    service: OnlineService
    state: ServiceState
    period: StatePeriod | None = None
    planned: list[StatePeriod] = field(default_factory=list)

    @property
    def words(self) -> str:
        return LABELS[self.state]

    @property
    def tone(self) -> str:
        return TONES[self.state]

    @property
    def to_do(self) -> str:
        return TO_DO.get(self.state, "")

    @property
    def is_trouble(self) -> bool:
        return self.state in TROUBLES

    @property
    def can_end(self) -> bool:
        """What somebody declared and that is not the usual state."""
        return self.is_trouble and self.period is not None and self.period.source != CHECKED

    @property
    def reason(self) -> str:
        """What somebody said; what a check saw is for those who keep the services."""
        return self.period.reason if self.period and self.period.source != CHECKED else ""


def open_periods(school: School, now: datetime) -> dict[int, list[StatePeriod]]:
    """By service, what holds or is planned; a check that no longer runs says nothing. One query."""
    by_service: dict[int, list[StatePeriod]] = {}
    for period in _open(school.pk):
        if period.source != CHECKED or not _is_silent(period.service, now):
            by_service.setdefault(period.service_id, []).append(period)
    return by_service


@prepared
def _open(school_id: int) -> QuerySet[StatePeriod]:
    rows = StatePeriod.objects.for_school(school_id).open().select_related("service__watch")
    return rows.order_by("starts_at")


def _is_silent(service: OnlineService, now: datetime) -> bool:
    watch: ServiceWatch | None = getattr(service, "watch", None)
    return watch is None or not watch.is_checking or is_stale(watch.last_at, watch.minutes, now)


def current_state(service: OnlineService, periods: list[StatePeriod], now: datetime) -> CurrentState:
    periods_by_facts = {period.facts: period for period in periods}
    best = chosen(periods_by_facts, now)
    planned = [period for period in periods if period.starts_at > now]
    return CurrentState(
        service,
        best.state if best else ServiceState.UNKNOWN,
        periods_by_facts[best] if best else None,
        planned,
    )


def states_of(school: School, now: datetime) -> list[CurrentState]:
    """Every service in use, troubles first, then by name. Two queries."""
    periods = open_periods(school, now)
    states = [current_state(service, periods.get(service.pk, []), now) for service in _named(school.pk)]
    return sorted(states, key=lambda state: not state.is_trouble)


@prepared
def _named(school_id: int) -> QuerySet[OnlineService]:
    rows = OnlineService.objects.for_school(school_id).in_use().by_name()
    return rows.only("name", "school", "archived_on")


def state_of(service: OnlineService, now: datetime) -> CurrentState:
    """That of one service. One query."""
    rows = StatePeriod.objects.for_school(service.school_id).open().filter(service=service)
    periods = rows.select_related("service__watch").order_by("starts_at")
    return current_state(
        service,
        [period for period in periods if period.source != CHECKED or not _is_silent(period.service, now)],
        now,
    )


def say_states(services: list[Any], school: School, now: datetime) -> list[Any]:
    """The same services, each with its state `now`. One query."""
    periods = open_periods(school, now)
    for service in services:
        service.now = current_state(service, periods.get(service.pk, []), now)
    return services


def troubles_of(school: School, now: datetime) -> list[CurrentState]:
    """What is known not to work now, for whoever is about to report it. One query."""
    states = [current_state(rows[0].service, rows, now) for rows in open_periods(school, now).values()]
    return sorted(
        (state for state in states if state.state in {ServiceState.DOWN, ServiceState.DISTURBED}), key=_name
    )


def public_states(school: School, now: datetime) -> list[CurrentState]:
    """Those that the school chose to show to everybody. Two queries."""
    periods = open_periods(school, now)
    rows = OnlineService.objects.for_school(school).in_use().filter(watch__is_public=True).by_name()
    return [
        current_state(service, periods.get(service.pk, []), now)
        for service in rows.only("name", "school", "archived_on")
    ]


def _name(state: CurrentState) -> str:
    return state.service.name


@dataclass(frozen=True)
class DaySquare:
    day: date
    words: str
    tone: str


@dataclass(frozen=True)
class History:
    """The last months of a service: in words, day by day, and each period."""

    held: list[str]
    days: list[DaySquare]
    periods: list[StatePeriod]


def history_of(service: OnlineService, now: datetime) -> History:
    """One query. Days are those of the school's clock, latest first."""
    rows = StatePeriod.objects.for_school(service.school_id).filter(service=service, starts_at__lte=now)
    kept = list(
        rows.since(now - timedelta(days=HISTORY_DAYS)).select_related("declared_by").order_by("-starts_at")
    )
    facts = [period.facts for period in kept]
    here = timezone.localtime(now)
    cut = availability.spans(facts, here - timedelta(days=SQUARES - 1), here)
    local = [
        availability.StateSpan(span.state, timezone.localtime(span.starts), timezone.localtime(span.ends))
        for span in cut
    ]
    days = [
        DaySquare(square.day, LABELS[square.state], TONES[square.state])
        for square in availability.by_day(local)
    ]
    held = [availability.held(facts, span, now) for span in (30, HISTORY_DAYS)]
    return History(list(dict.fromkeys(held)), days[::-1], kept)
