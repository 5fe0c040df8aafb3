"""Reading an iCalendar file from outside: each time that each of its events takes place (RFC 5545).

The file is parsed in a limited child (`core.sandbox`), where a rule of repetition without end can cost
nothing but that child. Several calendars may follow each other in one content.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import IO, Any
from zoneinfo import ZoneInfo

import dateutil.parser  # noqa: F401  # what `rrulestr` would look for in the child, that opens no file
from dateutil.rrule import rrulestr
from icalendar import Calendar

from fanal.core.errors import RuleBroken
from fanal.core.sandbox import Declined, Limit, LimitReached, run_limited

MEBIBYTE = 1024 * 1024
LARGEST = 12 * MEBIBYTE
MOST_EVENTS, LONGEST_TEXT, SECONDS = 60_000, 500, 15
# Where schools are: read here, since a child opens no file once it works.
ZONES = tuple(
    map(
        ZoneInfo,
        (
            "Europe/Paris",
            "America/Guadeloupe",
            "America/Martinique",
            "America/Cayenne",
            "Indian/Reunion",
            "Indian/Mayotte",
            "America/Miquelon",
            "America/St_Barthelemy",
            "America/Marigot",
            "Pacific/Tahiti",
            "Pacific/Wallis",
            "Pacific/Noumea",
            "UTC",
        ),
    )
)
WORKER = "fanal.core.calendars.reading:read"
REPEATED = frozenset({"DAILY", "WEEKLY", "MONTHLY", "YEARLY"})
OF_THE_HOUR = ("BYHOUR", "BYMINUTE", "BYSECOND")
DAMAGED = "Ce calendrier est endommagé, ou n’en est pas un : exportez-le de nouveau en iCalendar (.ics)."
TOO_LARGE = "Ce calendrier est trop grand : exportez une seule année scolaire, puis recommencez."
TOO_OFTEN = "Un événement de ce calendrier se répète plusieurs fois par jour : ce n’est pas un cours."
EMPTY = "Ce calendrier n’a aucun événement qui ait une heure."


@dataclass(frozen=True)
class DatedEvent:
    """One time that an event takes place. `rank`: of its event in the file, from 1.

    `starts` and `ends` are aware.
    """

    rank: int
    title: str
    place: str
    note: str
    starts: datetime
    ends: datetime


def is_calendar(content: bytes) -> bool:
    return content[:64].lstrip(b"\xef\xbb\xbf \t\r\n").upper().startswith(b"BEGIN:VCALENDAR")


def read_events_of(content: bytes, *, zone: ZoneInfo, first: date, last: date) -> list[DatedEvent]:
    """What takes place from the first to the last day, both included, at the clock of `zone`.

    Left out: what lasts whole days, and what is cancelled. RuleBroken when nothing of it can be read, or when
    all of it is on other days.
    """
    if len(content) > LARGEST:
        raise RuleBroken(TOO_LARGE)
    days = {"zone": zone.key, "first": first.isoformat(), "last": last.isoformat()}
    try:
        with run_limited(WORKER, content, arguments=days, seconds=SECONDS, output=64 * MEBIBYTE) as answer:
            rows = [json.loads(line) for line in answer]
    except Declined as refusal:
        raise RuleBroken(refusal.sentence) from None
    except LimitReached as reached:
        raise RuleBroken(DAMAGED if reached.limit is Limit.CRASH else TOO_LARGE) from None
    return [
        DatedEvent(*facts, *(datetime.fromisoformat(at).replace(tzinfo=zone) for at in hours))
        for *facts, begins, ends in rows
        for hours in [(begins, ends)]
    ]


def read(payload: bytes, out: IO[bytes], arguments: dict[str, Any]) -> None:
    """In the child: one JSON row a time, [rank, title, place, note, start, end], at the local clock."""
    zone = ZoneInfo(arguments["zone"])
    first = datetime.combine(date.fromisoformat(arguments["first"]), time.min)
    after = datetime.combine(date.fromisoformat(arguments["last"]), time.min) + timedelta(days=1)
    events = list(_timed_events(payload, zone))
    if not events:
        raise Declined(EMPTY)
    moved = {event.moved_from for event in events if event.moved_from}
    written = 0
    for event in events:
        for starts in event.times(first, after, moved):
            written += 1
            if written > MOST_EVENTS:
                raise Declined(TOO_LARGE)
            row = [*event.facts, starts.isoformat(), (starts + event.length).isoformat()]
            out.write(json.dumps(row, ensure_ascii=False).encode() + b"\n")
    if not written:
        days = sorted(event.starts.date() for event in events)
        raise Declined(
            f"Les événements de ce calendrier vont du {days[0]:%d/%m/%Y} au {days[-1]:%d/%m/%Y} : "
            "aucun n’est de cette année scolaire. Exportez celui de cette année."
        )


@dataclass(frozen=True)
class _TimedEvent:
    """An event that has hours. `moved_from`: the one time of a repeated event that it replaces."""

    facts: tuple[int, str, str, str]
    uid: str
    starts: datetime
    length: timedelta
    rule: str
    left_out: frozenset[datetime]
    added: tuple[datetime, ...]
    moved_from: tuple[str, datetime] | None
    is_cancelled: bool

    def times(self, first: datetime, after: datetime, moved: set[tuple[str, datetime]]) -> Iterable[datetime]:
        """When it starts, between two moments of the local clock, `after` excluded."""
        if self.is_cancelled:
            return []
        if self.moved_from:
            return [self.starts] if first <= self.starts < after else []
        repeated: Iterable[datetime] = [self.starts]
        if self.rule:
            rule = rrulestr(self.rule, dtstart=self.starts)
            repeated = rule.between(first, after - timedelta(seconds=1), inc=True)
        return [
            at
            for at in sorted({*repeated, *self.added} - self.left_out)
            if first <= at < after and (self.uid, at) not in moved
        ]


def _timed_events(payload: bytes, zone: ZoneInfo) -> Iterator[_TimedEvent]:
    try:
        calendars = Calendar.from_ical(_decoded(payload), multiple=True)
        rank = 0
        for calendar in calendars:
            name = _text(calendar, "X-WR-CALNAME")
            for event in calendar.walk("VEVENT"):
                rank += 1
                if (timed := _timed(event, rank, name, zone)) is not None:
                    yield timed
    except (ValueError, KeyError, TypeError, AttributeError, OverflowError, IndexError) as error:
        raise Declined(DAMAGED) from error


def _decoded(payload: bytes) -> str:
    try:
        return payload.decode("utf-8-sig")
    except UnicodeDecodeError:
        return payload.decode("cp1252", errors="replace")


def _text(component: Any, name: str) -> str:
    value = component.get(name, "")
    return str(value[0] if isinstance(value, list) and value else value)[:LONGEST_TEXT]


def _timed(event: Any, rank: int, calendar: str, zone: ZoneInfo) -> _TimedEvent | None:
    begins = event["DTSTART"].dt if "DTSTART" in event else None
    if not isinstance(begins, datetime):
        return None
    starts = _local(begins, zone)
    finishes = event["DTEND"].dt if "DTEND" in event else None
    if isinstance(finishes, datetime):
        length = _local(finishes, zone) - starts
    else:
        length = event["DURATION"].dt if "DURATION" in event else timedelta()
    recurrence = event["RECURRENCE-ID"].dt if "RECURRENCE-ID" in event else None
    uid, title = _text(event, "UID"), _text(event, "SUMMARY")
    return _TimedEvent(
        facts=(rank, title, _text(event, "LOCATION") or calendar, _text(event, "DESCRIPTION")),
        uid=uid,
        starts=starts,
        length=length,
        rule=_rule(event, zone),
        left_out=frozenset(_moments(event, "EXDATE", zone)),
        added=tuple(_moments(event, "RDATE", zone)),
        moved_from=(uid, _local(recurrence, zone)) if isinstance(recurrence, datetime) else None,
        is_cancelled=_text(event, "STATUS").upper() == "CANCELLED" or "annulé" in title.lower(),
    )


def _local(moment: datetime, zone: ZoneInfo) -> datetime:
    """At the clock of the school, without its zone: « 8 h 30 » stays 8 h 30 where the clocks change."""
    return moment.astimezone(zone).replace(tzinfo=None) if moment.tzinfo else moment


def _rule(event: Any, zone: ZoneInfo) -> str:
    """The rule of repetition, its end at the same clock as its beginning; empty when it takes place once."""
    rule = event.get("RRULE")
    if rule is None:
        return ""
    if isinstance(rule, list):
        raise Declined(DAMAGED)
    if str(rule.get("FREQ", [""])[0]).upper() not in REPEATED or any(name in rule for name in OF_THE_HOUR):
        raise Declined(TOO_OFTEN)
    if int(rule.get("INTERVAL", [1])[0]) < 1:
        raise Declined(DAMAGED)
    parts = [part for part in rule.to_ical().decode().split(";") if part.partition("=")[0].upper() != "UNTIL"]
    until = rule.get("UNTIL", [None])[0]
    if isinstance(until, datetime):
        parts.append(f"UNTIL={_local(until, zone):%Y%m%dT%H%M%S}")
    elif isinstance(until, date):
        parts.append(f"UNTIL={until:%Y%m%d}T235959")
    return ";".join(parts)


def _moments(event: Any, name: str, zone: ZoneInfo) -> Iterator[datetime]:
    """The moments of an EXDATE or an RDATE, of which there may be several."""
    lists = event.get(name, [])
    for moments in lists if isinstance(lists, list) else [lists]:
        for moment in moments.dts:
            if isinstance(moment.dt, datetime):
                yield _local(moment.dt, zone)
