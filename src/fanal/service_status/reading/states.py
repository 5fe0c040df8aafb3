"""What a page shows of the services' states: now, in the last days, and what is planned."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import groupby

from django.db.models import QuerySet
from django.utils import timezone

from fanal.accounts.models import School
from fanal.core.database.prepared import prepared
from fanal.online_services.models import OnlineService
from fanal.service_status.models import ServiceWatch, StatePeriod
from fanal.service_status.rules import availability
from fanal.service_status.rules.states import (
    CHECKED,
    LABELS,
    OUTAGES,
    TO_DO,
    TONES,
    TROUBLES,
    PeriodFacts,
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


def troubles_of(school: School, now: datetime) -> list[CurrentState]:
    """What is known not to work now, for whoever is about to report it. One query."""
    states = [current_state(rows[0].service, rows, now) for rows in open_periods(school, now).values()]
    return sorted((state for state in states if state.state in OUTAGES), key=_name)


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
class Strip:
    """The last ninety days of a service, oldest first, and the same in words.

    `lines`: (state, its days as the path of an SVG), five units a day; the dash of the style parts them.
    """

    lines: list[tuple[str, str]]
    words: str


def _lines(days: list[str]) -> list[tuple[str, str]]:
    """One path a state: days that follow each other are one stroke, ninety squares weigh too much."""
    strokes: dict[str, str] = {}
    day = 0
    for state, run in groupby(days):
        length = len(list(run))
        strokes[state] = f"{strokes.get(state, '')}M{day * 5} 12h{length * 5 - 1}"
        day += length
    return list(strokes.items())


def strips_of(states: Iterable[CurrentState], now: datetime) -> dict[int, Strip]:
    """That of each service, by its key. One query."""
    services = [state.service for state in states]
    since = now - timedelta(days=HISTORY_DAYS - 1)
    facts: dict[int, list[PeriodFacts]] = {service.pk: [] for service in services}
    if services:
        rows = StatePeriod.objects.for_school(services[0].school_id).filter(service__in=facts)
        for period in rows.filter(starts_at__lte=now).since(since):
            facts[period.service_id].append(period.facts)
    unknown = _strip([], now)  # that of most services, of which nobody says anything: drawn once
    return {pk: _strip(periods, now) if periods else unknown for pk, periods in facts.items()}


def _strip(periods: list[PeriodFacts], now: datetime) -> Strip:
    days = [str(day.state) for day in _days(periods, HISTORY_DAYS, now)]
    return Strip(_lines(days), availability.held(periods, HISTORY_DAYS, now))


def _days(periods: list[PeriodFacts], many: int, now: datetime) -> list[availability.WorstOfDay]:
    """The worst state of each of the last days, oldest first, on the clock of the school."""
    here = timezone.localtime(now)
    return availability.by_day(
        [
            availability.StateSpan(span.state, timezone.localtime(span.starts), timezone.localtime(span.ends))
            for span in availability.spans(periods, here - timedelta(days=many - 1), here)
        ]
    )


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
    days = [
        DaySquare(square.day, LABELS[square.state], TONES[square.state])
        for square in _days(facts, SQUARES, now)
    ]
    held = [availability.held(facts, span, now) for span in (30, HISTORY_DAYS)]
    return History(list(dict.fromkeys(held)), days[::-1], kept)
