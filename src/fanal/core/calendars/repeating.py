"""The times of an event that repeats itself, and what changes one of them or all that follow (RFC 5545).

Imported by the limited child alone (`worker`), where a rule of repetition without end can cost nothing else.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from operator import itemgetter
from typing import Any

from dateutil.rrule import rrulestr

OLDEST = 20  # years before the first day asked, in which a repeated event may have begun


class Unreadable(Exception):
    """One event cannot be read; the sentence goes on after its number."""


@dataclass(frozen=True)
class TimedEvent:
    """An event that has hours. `uid`: with the rank of its calendar, since those of two rooms may share one.

    `moved_from`: the one time, or day, of a repeated event that it replaces;
    `is_onward`: with all those that follow (RFC 5545, 3.2.13). `left_out`: times, and whole days.
    """

    facts: dict[str, Any]
    uid: str
    starts: datetime
    length: timedelta
    rule: str
    left_out: frozenset[datetime | date]
    added: tuple[datetime, ...]
    moved_from: datetime | date | None
    is_onward: bool
    is_cancelled: bool

    @property
    def rank(self) -> int:
        return self.facts["rank"]

    def times(self, first: datetime, after: datetime, series: "EventSeries") -> list[datetime]:
        """When it starts, between two moments of the local clock, `after` excluded."""
        if self.is_cancelled:
            return []
        if self.moved_from is None:
            return [at for at in self.repeated(first, after) if series.holds(at, None)]
        if not self.is_onward or series.first is None:
            return [self.starts] if first <= self.starts < after else []
        return [at for at in self._onward(first, after, series) if first <= at < after]

    def _onward(self, first: datetime, after: datetime, series: "EventSeries") -> Iterator[datetime]:
        """Those of the event that it changes, from one of them on, shifted as that one is."""
        assert series.first is not None
        assert self.moved_from is not None
        shift = self.starts - at_hour(self.moved_from, series.first.starts)
        for at in series.first.repeated(first - abs(shift), after + abs(shift)):
            if series.holds(at, self):
                yield at + shift

    def repeated(self, first: datetime, after: datetime) -> list[datetime]:
        """Each of its times, whatever changes one of them."""
        times: Iterable[datetime] = [self.starts]
        if self.rule:
            if self.starts.year < first.year - OLDEST:
                raise Unreadable("il se répète depuis plus de vingt ans : ce n’est pas un cours.")
            times = rrulestr(self.rule, dtstart=self.starts).between(
                first, after - timedelta(seconds=1), inc=True
            )
        return [
            at
            for at in sorted({*times, *self.added})
            if first <= at < after and at not in self.left_out and at.date() not in self.left_out
        ]


@dataclass
class EventSeries:
    """What one UID is about: the event that repeats itself, and what changes some of its times.

    `onward`: the events that change one and all that follow, the earliest first.
    """

    first: TimedEvent | None = None
    single: set[datetime | date] = field(default_factory=set)
    onward: list[tuple[datetime, TimedEvent]] = field(default_factory=list)

    def holds(self, at: datetime, owner: TimedEvent | None) -> bool:
        """Whether this time is told by `owner`: the last that changes it; None: the event itself."""
        if at in self.single or at.date() in self.single:
            return False
        rank = bisect_right(self.onward, at, key=itemgetter(0))
        return (self.onward[rank - 1][1] if rank else None) is owner


def series_of(events: list[TimedEvent]) -> dict[str, EventSeries]:
    """By UID; an event without a UID is one of its own kind, that nothing changes."""
    found = defaultdict[str, EventSeries](EventSeries)
    for event in events:
        if event.moved_from is None:
            found[event.uid].first = found[event.uid].first or event
    for event in events:
        series = found[event.uid]
        if event.moved_from is None:
            continue
        if event.is_onward and series.first is not None:
            series.onward.append((at_hour(event.moved_from, series.first.starts), event))
        else:
            series.single.add(event.moved_from)
    for series in found.values():
        series.onward.sort(key=itemgetter(0))
    return found


def at_hour(moment: datetime | date, start: datetime) -> datetime:
    """A day alone is the time of that day."""
    return moment if isinstance(moment, datetime) else datetime.combine(moment, start.time())
