"""How did a service hold over a time, in words that promise no more than what was seen? Pure.

« 99,93 % » of a check every quarter of an hour, in a school that sleeps at night, would be false precision.
"""

import heapq
import itertools
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from fanal.core.text.french import counted, full_day
from fanal.service_status.rules.states import DECLARED, PeriodFacts, ServiceState

NOTHING_SEEN = "Rien n’a été relevé"


@dataclass(frozen=True)
class StateSpan:
    """A piece of time in one state, after declarations have covered checks."""

    state: ServiceState
    starts: datetime
    ends: datetime

    @property
    def lasts(self) -> timedelta:
        return self.ends - self.starts


def spans(periods: Iterable[PeriodFacts], since: datetime, now: datetime) -> list[StateSpan]:
    """The time from `since` to `now` cut where the state changes, unknown where nothing was said."""
    kept = [period for period in periods if period.starts < now and period.last(now) > since]
    cuts = {since, now}
    cuts |= {
        moment for period in kept for moment in (period.starts, period.last(now)) if since < moment < now
    }
    state_spans: list[StateSpan] = []
    coming = sorted(enumerate(kept), key=lambda numbered: numbered[1].starts, reverse=True)
    covering: list[tuple[bool, float, int, PeriodFacts]] = []  # what was declared last on top, then checked
    for starts, ends in itertools.pairwise(sorted(cuts)):
        while coming and coming[-1][1].starts <= starts:
            number, period = coming.pop()
            heapq.heappush(covering, (period.source != DECLARED, -period.starts.timestamp(), number, period))
        while covering and covering[0][-1].last(now) < ends:
            heapq.heappop(covering)
        state = covering[0][-1].state if covering else ServiceState.UNKNOWN
        if state_spans and state_spans[-1].state == state:
            state_spans[-1] = StateSpan(state, state_spans[-1].starts, ends)
        else:
            state_spans.append(StateSpan(state, starts, ends))
    return state_spans


def lasting(time: timedelta) -> str:
    """« moins d’une heure », « environ 3 heures », « environ 2 jours »."""
    hours = round(time / timedelta(hours=1))
    if time < timedelta(hours=1):
        return "moins d’une heure"
    if hours < 48:
        return f"environ {counted(hours, 'heure')}"
    return f"environ {counted(round(time / timedelta(days=1)), 'jour')}"


def held(periods: Iterable[PeriodFacts], days: int, now: datetime) -> str:
    """« Aucune panne en 30 jours », « En panne 2 fois en 30 jours, environ 3 heures en tout »."""
    cut = spans(periods, now - timedelta(days=days), now)
    known_spans = [span for span in cut if span.state != ServiceState.UNKNOWN]
    down = [span for span in known_spans if span.state == ServiceState.DOWN]
    if sum((span.lasts for span in known_spans), timedelta()) < timedelta(days=1):
        return _little_known(known_spans, days)
    over = (
        f"en {days} jours"
        if known_spans[0] is cut[0]
        else f"depuis le {full_day(known_spans[0].starts.date())}"
    )
    if not down:
        return f"Aucune panne {over}."
    return f"En panne {_times(down, over)}."


def _little_known(known_spans: list[StateSpan], days: int) -> str:
    """Less than a day was seen: what went wrong is said, and that of the rest nothing was."""
    over = f"en {days} jours"
    wrong = [
        f"{words} {_times(of_state, over)}"
        for state, words in ((ServiceState.DOWN, "en panne"), (ServiceState.DISTURBED, "perturbé"))
        if (of_state := [span for span in known_spans if span.state == state])
    ]
    if not wrong:
        return f"{NOTHING_SEEN} {over}."
    sentence = " ; ".join(wrong)
    return f"{sentence[:1].upper()}{sentence[1:]}. Rien d’autre n’a été relevé."


def _times(spans: list[StateSpan], over: str) -> str:
    """« 2 fois en 30 jours, environ 3 heures en tout »."""
    return f"{len(spans)} fois {over}, {lasting(sum((span.lasts for span in spans), timedelta()))} en tout"


@dataclass(frozen=True)
class WorstOfDay:
    """The worst state of a day, for the line of little squares; its words say it without the colour."""

    day: date
    state: ServiceState


WORST = (
    ServiceState.DOWN,
    ServiceState.DISTURBED,
    ServiceState.PLANNED,
    ServiceState.OK,
    ServiceState.UNKNOWN,
)


def by_day(cut: list[StateSpan]) -> list[WorstOfDay]:
    """Each day from the first span to the last, oldest first; days are those of the spans' own clock."""
    days: dict[date, set[ServiceState]] = {}
    for span in cut:
        day = span.starts.date()
        while day <= span.ends.date():
            days.setdefault(day, set()).add(span.state)
            day += timedelta(days=1)
    return [WorstOfDay(day, next(state for state in WORST if state in days[day])) for day in sorted(days)]
