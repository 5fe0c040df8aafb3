"""How did a service hold over a time, in words that promise no more than what was seen? Pure.

« 99,93 % » of a check every quarter of an hour, in a school that sleeps at night, would be false precision.
"""

import itertools
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from fanal.accounts.rules.french import counted, full_day
from fanal.online_services.rules.states import PeriodFacts, ServiceState

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
    kept = [one for one in periods if one.starts < now and one.last(now) > since]
    cuts = {since, now}
    cuts |= {moment for one in kept for moment in (one.starts, one.last(now)) if since < moment < now}
    edges = sorted(cuts)
    found: list[StateSpan] = []
    for starts, ends in itertools.pairwise(edges):
        covering = [one for one in kept if one.starts <= starts and one.last(now) >= ends]
        latest = max(covering, key=lambda one: (one.source == "declared", one.starts), default=None)
        state = latest.state if latest else ServiceState.UNKNOWN
        if found and found[-1].state == state:
            found[-1] = StateSpan(state, found[-1].starts, ends)
        else:
            found.append(StateSpan(state, starts, ends))
    return found


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
    known = [one for one in cut if one.state != ServiceState.UNKNOWN]
    down = [one for one in known if one.state == ServiceState.DOWN]
    if sum((one.lasts for one in known), timedelta()) < timedelta(days=1):
        return _little_known(known, days)
    over = f"en {days} jours" if known[0] is cut[0] else f"depuis le {full_day(known[0].starts.date())}"
    if not down:
        return f"Aucune panne {over}."
    return f"En panne {_times(down, over)}."


def _little_known(known: list[StateSpan], days: int) -> str:
    """Less than a day was seen: what went wrong is said, and that of the rest nothing was."""
    over = f"en {days} jours"
    wrong = [
        f"{words} {_times(found, over)}"
        for state, words in ((ServiceState.DOWN, "en panne"), (ServiceState.DISTURBED, "perturbé"))
        if (found := [one for one in known if one.state == state])
    ]
    if not wrong:
        return f"{NOTHING_SEEN} {over}."
    told = " ; ".join(wrong)
    return f"{told[:1].upper()}{told[1:]}. Rien d’autre n’a été relevé."


def _times(spans: list[StateSpan], over: str) -> str:
    """« 2 fois en 30 jours, environ 3 heures en tout »."""
    return f"{len(spans)} fois {over}, {lasting(sum((one.lasts for one in spans), timedelta()))} en tout"


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
    for one in cut:
        day = one.starts.date()
        while day <= one.ends.date():
            days.setdefault(day, set()).add(one.state)
            day += timedelta(days=1)
    return [WorstOfDay(day, next(state for state in WORST if state in days[day])) for day in sorted(days)]
