"""The part of reading a calendar that runs in the limited child: parsing, and the times of what repeats.

Imported by the child alone: what it needs of the machine (time zones, codecs) is read here, before its doors
close. The answer is one JSON row a time, or a row that says why an event was refused.
"""

import codecs
import json
import re
import zoneinfo
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from typing import IO, Any

import dateutil.parser as _until_reader  # noqa: F401 — `rrulestr` would look for it once no file opens
from dateutil.rrule import rrulestr
from icalendar import Calendar
from icalendar.timezone import tzp
from icalendar.timezone.zoneinfo import ZONEINFO

from fanal.core.calendars.reading import DAMAGED, TOO_LARGE, WIDE
from fanal.core.sandbox import Declined
from fanal.core.words import fold

MOST_TIMES, LONGEST_TEXT, LONGEST_NOTE = 60_000, 500, 4_000
OLDEST = 20  # years before the first day asked, in which a repeated event may have begun
REPEATED = frozenset({"DAILY", "WEEKLY", "MONTHLY", "YEARLY"})
OF_THE_HOUR = ("BYHOUR", "BYMINUTE", "BYSECOND")
TOO_OFTEN = "il se répète à l’heure ou à la minute : ce n’est pas un cours."
UNREADABLE = "sa date ou sa répétition est mal écrite."
EMPTY = "Ce calendrier n’a aucun événement qui ait une heure."
BROKEN = (ValueError, KeyError, TypeError, AttributeError, OverflowError, IndexError)
BREAK = re.compile(r"<(?:br|/p|/div|/li)[^>]*>", re.IGNORECASE)
TAG = re.compile(r"<[^>]*>")
ZONES = {
    name: zoneinfo.ZoneInfo(name) for name in zoneinfo.available_timezones() if "/" in name or name.isupper()
}
for codec in ("cp1252", "utf-16", "utf-8-sig"):
    codecs.lookup(codec)


class LoadedZones(ZONEINFO):
    """icalendar's own provider, with the zones read above: it opens no file."""

    _available_timezones_cache = set(ZONES)

    def timezone(self, name: str) -> tzinfo | None:
        return ZONES.get(name)


class Unreadable(Exception):
    """One event cannot be read; the sentence goes on after its number."""


def read(payload: bytes, out: IO[bytes], arguments: dict[str, Any]) -> None:
    """Write the times from the first to the last day, at the clock of the zone. Raises Declined."""
    tzp.use(LoadedZones())
    zone, first = ZONES[arguments["zone"]], _midnight(arguments["first"])
    after = _midnight(arguments["last"]) + timedelta(days=1)
    events, refused = _timed_events(payload, zone)
    moved = {event.moved_from for event in events if event.moved_from}
    written = 0
    for event in events:
        try:
            times = event.times(first, after, moved)
        except (*BROKEN, Unreadable) as error:
            refused[event.rank] = str(error) if isinstance(error, Unreadable) else UNREADABLE
            continue
        for starts in times:
            written += 1
            if written > MOST_TIMES:
                raise Declined(TOO_LARGE)
            hours = {"starts": starts.isoformat(), "ends": (starts + event.length).isoformat()}
            _write(out, event.facts | hours)
    if not (written or refused):
        raise Declined(_elsewhere(events) if events else EMPTY)
    for rank, why in refused.items():
        _write(out, {"rank": rank, "refused": why})


def _write(out: IO[bytes], row: dict[str, Any]) -> None:
    out.write(json.dumps(row, ensure_ascii=False).encode() + b"\n")


def _midnight(day: str) -> datetime:
    return datetime.combine(date.fromisoformat(day), time.min)


@dataclass(frozen=True)
class _TimedEvent:
    """An event that has hours. `moved_from`: the one time, or day, of a repeated event that it replaces.

    `left_out`: times, and whole days.
    """

    facts: dict[str, Any]
    uid: str
    starts: datetime
    length: timedelta
    rule: str
    left_out: frozenset[datetime | date]
    added: tuple[datetime, ...]
    moved_from: tuple[str, datetime | date] | None
    is_cancelled: bool

    @property
    def rank(self) -> int:
        return self.facts["rank"]

    def times(
        self, first: datetime, after: datetime, moved: set[tuple[str, datetime | date]]
    ) -> list[datetime]:
        """When it starts, between two moments of the local clock, `after` excluded."""
        if self.is_cancelled:
            return []
        if self.moved_from:
            return [self.starts] if first <= self.starts < after else []
        repeated: Iterable[datetime] = [self.starts]
        if self.rule:
            if self.starts.year < first.year - OLDEST:
                raise Unreadable("il se répète depuis plus de vingt ans : ce n’est pas un cours.")
            repeated = rrulestr(self.rule, dtstart=self.starts).between(
                first, after - timedelta(seconds=1), inc=True
            )
        gone = self.left_out | {when for uid, when in moved if uid == self.uid}
        return [
            at
            for at in sorted({*repeated, *self.added})
            if first <= at < after and at not in gone and at.date() not in gone
        ]


def _elsewhere(events: list[_TimedEvent]) -> str:
    days = sorted(event.starts.date() for event in events)
    return (
        f"Les événements de ce calendrier commencent du {days[0]:%d/%m/%Y} au {days[-1]:%d/%m/%Y} : "
        "aucun n’est de cette année scolaire. Exportez celui de cette année."
    )


def _timed_events(payload: bytes, zone: tzinfo) -> tuple[list[_TimedEvent], dict[int, str]]:
    try:
        calendars = Calendar.from_ical(_decoded(payload), multiple=True)
    except BROKEN as error:
        raise Declined(DAMAGED) from error
    events, refused, rank = list[_TimedEvent](), dict[int, str](), 0
    for calendar in calendars:
        name = _text(calendar, "X-WR-CALNAME")
        for event in calendar.walk("VEVENT"):
            rank += 1
            try:
                events += _timed(event, rank, name, zone)
            except (*BROKEN, Unreadable) as error:
                refused[rank] = str(error) if isinstance(error, Unreadable) else UNREADABLE
    return events, refused


def _decoded(payload: bytes) -> str:
    if payload[:2] in WIDE:
        return payload.decode("utf-16", errors="replace").lstrip("\ufeff")
    unfolded = re.sub(rb"\r?\n[ \t]", b"", payload)  # a line may be cut in the middle of a letter
    try:
        return unfolded.decode("utf-8-sig")
    except UnicodeDecodeError:
        return unfolded.decode("cp1252", errors="replace")


def _text(component: Any, name: str, longest: int = LONGEST_TEXT) -> str:
    value = component.get(name, "")
    return str(value[0] if isinstance(value, list) and value else value)[:longest]


def _timed(event: Any, rank: int, calendar: str, zone: tzinfo) -> Iterator[_TimedEvent]:
    """Nothing of an event that has no hour."""
    begins = event["DTSTART"].dt if "DTSTART" in event else None
    if not isinstance(begins, datetime):
        return
    starts = _local(begins, zone)
    finishes = event["DTEND"].dt if "DTEND" in event else None
    if isinstance(finishes, datetime):
        length = _local(finishes, zone) - starts
    else:
        length = event["DURATION"].dt if "DURATION" in event else timedelta()
    uid, title = _text(event, "UID"), _text(event, "SUMMARY")
    note = TAG.sub("", BREAK.sub("\n", _text(event, "DESCRIPTION", LONGEST_NOTE)))
    recurrence = event["RECURRENCE-ID"].dt if "RECURRENCE-ID" in event else None
    yield _TimedEvent(
        facts={"rank": rank, "title": title, "place": _text(event, "LOCATION") or calendar, "note": note},
        uid=uid,
        starts=starts,
        length=length,
        rule=_rule(event, zone),
        left_out=frozenset(_moments(event, "EXDATE", zone)),
        added=tuple(_added(event, starts, zone)),
        moved_from=(uid, _moment(recurrence, zone)) if recurrence is not None else None,
        is_cancelled=_text(event, "STATUS").upper() == "CANCELLED" or "annule" in fold(title),
    )


def _local(moment: datetime, zone: tzinfo) -> datetime:
    """At the clock of the school, without its zone: « 8 h 30 » stays 8 h 30 where the clocks change."""
    return moment.astimezone(zone).replace(tzinfo=None) if moment.tzinfo else moment


def _moment(moment: Any, zone: tzinfo) -> datetime | date:
    """A time of the local clock, or a day; of a period, its beginning."""
    start = moment[0] if isinstance(moment, tuple) else moment
    return _local(start, zone) if isinstance(start, datetime) else start


def _rule(event: Any, zone: tzinfo) -> str:
    """The rule of repetition, its end at the same clock as its beginning; empty when it takes place once."""
    rule = event.get("RRULE")
    if rule is None:
        return ""
    if isinstance(rule, list):
        raise Unreadable(UNREADABLE)
    if str(rule.get("FREQ", [""])[0]).upper() not in REPEATED or any(name in rule for name in OF_THE_HOUR):
        raise Unreadable(TOO_OFTEN)
    if int(rule.get("INTERVAL", [1])[0]) < 1:  # dateutil would never end
        raise Unreadable(UNREADABLE)
    parts = [part for part in rule.to_ical().decode().split(";") if part.partition("=")[0].upper() != "UNTIL"]
    until = rule.get("UNTIL", [None])[0]
    if isinstance(until, datetime):
        parts.append(f"UNTIL={_local(until, zone):%Y%m%dT%H%M%S}")
    elif isinstance(until, date):
        parts.append(f"UNTIL={until:%Y%m%d}T235959")
    return ";".join(parts)


def _moments(event: Any, name: str, zone: tzinfo) -> Iterator[datetime | date]:
    """The moments of an EXDATE or an RDATE, of which there may be several."""
    lists = event.get(name, [])
    for moments in lists if isinstance(lists, list) else [lists]:
        for moment in moments.dts:
            yield _moment(moment.dt, zone)


def _added(event: Any, starts: datetime, zone: tzinfo) -> Iterator[datetime]:
    """What takes place besides; a day alone, at the hour of the first time."""
    for moment in _moments(event, "RDATE", zone):
        yield moment if isinstance(moment, datetime) else datetime.combine(moment, starts.time())
