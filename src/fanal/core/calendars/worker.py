"""The part of reading a calendar that runs in the limited child: parsing, and the times of what repeats.

Imported by the child alone: what it needs of the machine (time zones, codecs) is read here, before its doors
close. The answer is one JSON row a time, or a row that says why an event was refused.
"""

import codecs
import json
import re
import zoneinfo
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta, tzinfo
from operator import itemgetter
from typing import IO, Any

import dateutil.parser as _until_reader  # noqa: F401 — `rrulestr` would look for it once no file opens
from icalendar.timezone import tzp
from icalendar.timezone.zoneinfo import ZONEINFO

from fanal.core.calendars.file_events import BROKEN, events_of, text_of
from fanal.core.calendars.reading import TOO_LARGE
from fanal.core.calendars.repeating import TimedEvent, Unreadable, series_of
from fanal.core.sandbox.parent import Declined
from fanal.core.text.words import fold

MOST_TIMES, LONGEST_NOTE = 60_000, 4_000
REPEATED = frozenset({"DAILY", "WEEKLY", "MONTHLY", "YEARLY"})
OF_THE_HOUR = ("BYHOUR", "BYMINUTE", "BYSECOND")
TOO_OFTEN = "il se répète à l’heure ou à la minute : ce n’est pas un cours."
UNREADABLE = "sa date ou sa répétition est mal écrite."
EMPTY = "Ce calendrier n’a aucun événement qui ait une heure."
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


def read(payload: bytes, out: IO[bytes], arguments: dict[str, Any]) -> None:
    """Write the times from the first to the last day, at the clock of the zone. Raises Declined."""
    tzp.use(LoadedZones())
    zone, first = ZONES[arguments["zone"]], _midnight(arguments["first"])
    after = _midnight(arguments["last"]) + timedelta(days=1)
    events, refused = _timed_events(payload, zone)
    series = series_of(events)
    written = 0
    for event in events:
        try:
            times = event.times(first, after, series[event.uid])
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


def _elsewhere(events: list[TimedEvent]) -> str:
    days = sorted(event.starts.date() for event in events)
    return (
        f"Les événements de ce calendrier commencent du {days[0]:%d/%m/%Y} au {days[-1]:%d/%m/%Y} : "
        "aucun n’est de cette année scolaire. Exportez celui de cette année."
    )


def _timed_events(payload: bytes, zone: tzinfo) -> tuple[list[TimedEvent], dict[int, str]]:
    events, refused = list[TimedEvent](), dict[int, str]()
    for event, ranks, calendar in sorted(events_of(payload, ZONES), key=itemgetter(1)):
        rank, _ = ranks
        try:
            events += _timed(event, ranks, calendar, zone)
        except (*BROKEN, Unreadable) as error:
            refused[rank] = str(error) if isinstance(error, Unreadable) else UNREADABLE
    return events, refused


def _timed(event: Any, ranks: tuple[int, int], calendar: str, zone: tzinfo) -> Iterator[TimedEvent]:
    """Nothing of an event that has no hour. `ranks`: its own in the content, and that of its calendar."""
    rank, place = ranks
    begins = event["DTSTART"].dt if "DTSTART" in event else None
    if not isinstance(begins, datetime):
        return
    starts = _local(begins, zone)
    finishes = event["DTEND"].dt if "DTEND" in event else None
    if isinstance(finishes, datetime):
        length = _local(finishes, zone) - starts
    else:
        length = event["DURATION"].dt if "DURATION" in event else timedelta()
    uid, title = f"{place} {text_of(event, 'UID')}", text_of(event, "SUMMARY")
    note = TAG.sub("", BREAK.sub("\n", text_of(event, "DESCRIPTION", LONGEST_NOTE)))
    recurrence = event.get("RECURRENCE-ID")
    yield TimedEvent(
        facts={"rank": rank, "title": title, "place": text_of(event, "LOCATION") or calendar, "note": note},
        uid=uid,
        starts=starts,
        length=length,
        rule=_rule(event, zone),
        left_out=frozenset(_moments(event, "EXDATE", zone)),
        added=tuple(_added(event, starts, zone)),
        moved_from=_moment(recurrence.dt, zone) if recurrence is not None else None,
        is_onward=recurrence is not None and _is_onward(recurrence),
        is_cancelled=text_of(event, "STATUS").upper() == "CANCELLED" or "annule" in fold(title),
    )


def _is_onward(recurrence: Any) -> bool:
    return str(recurrence.params.get("RANGE", "")).upper() == "THISANDFUTURE"


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
