"""The events that say no more than when, what and where, read in one pass over the text.

A timetable holds tens of thousands of them, a lesson of a week each: measured, icalendar 7.3.2 takes 180 µs
for one, more than a page may take for all. What is written otherwise (a repetition, an exception, a whole
day, a zone of its own, a quoted parameter) is left to it. Runs only inside `sandbox`.
"""

import re
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from typing import Any

RANK = "X-FANAL-RANK"
ALARM = re.compile(r"^BEGIN:VALARM\r?\n(?:(?!BEGIN:|END:)[^\n]*\n)*END:VALARM\r?\n", re.MULTILINE)
EVENT = re.compile(r"^BEGIN:VEVENT\r?\n((?:(?!BEGIN:|END:)[^\n]*\n)*)END:VEVENT\r?\n", re.MULTILINE)
LINE = re.compile(r'([A-Z][A-Z0-9-]*)(?:;([^:";]*))?:(.*)')
CALENDAR = re.compile(r"^BEGIN:VCALENDAR\r?$", re.MULTILINE)
NAME = re.compile(r"^X-WR-CALNAME[^:\n]*:([^\r\n]*)", re.MULTILINE)
MOMENT = re.compile(r"(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)(Z?)", re.ASCII)
ESCAPED = re.compile(r"\\([\\;,nN])")  # RFC 5545, 3.3.11
MOMENTS = frozenset({"DTSTART", "DTEND"})
TEXTS = frozenset({"UID", "SUMMARY", "LOCATION", "DESCRIPTION", "STATUS"})
ODD = frozenset({"RRULE", "EXRULE", "RDATE", "EXDATE", "RECURRENCE-ID", "DURATION", RANK})


@dataclass(frozen=True)
class PlainMoment:
    """A moment, under the name that icalendar gives it."""

    dt: datetime


@dataclass(frozen=True)
class PlainEvent:
    """The properties of one event by name, its rank in the file, the rank and the name of its calendar."""

    rank: int
    place: int
    calendar: str
    properties: dict[str, Any]


def take_plain_events(text: str, zones: Mapping[str, tzinfo]) -> tuple[list[PlainEvent], str]:
    """The plain events, and the text without them, where each event that is left is told its rank."""
    text = ALARM.sub("", text)
    begins, names = _names(text)
    taken: list[PlainEvent] = []
    rank = 0

    def take(event: re.Match[str]) -> str:
        nonlocal rank
        rank += 1
        properties = _properties(event[1], zones)
        if properties is None:
            return f"BEGIN:VEVENT\r\n{RANK}:{rank}\r\n{event[1]}END:VEVENT\r\n"
        place = bisect_right(begins, event.start()) - 1
        taken.append(PlainEvent(rank, place, names[place] if place >= 0 else "", properties))
        return ""

    rest = EVENT.sub(take, text)
    return taken, rest


def _names(text: str) -> tuple[list[int], list[str]]:
    """Where each calendar begins, and what it is called."""
    begins = [begin.start() for begin in CALENDAR.finditer(text)]
    names = [""] * len(begins)
    for name in NAME.finditer(text):
        place = bisect_right(begins, name.start()) - 1
        if place >= 0 and not names[place]:
            names[place] = unescaped(name[1])
    return begins, names


def _properties(lines: str, zones: Mapping[str, tzinfo]) -> dict[str, Any] | None:
    """What the lines of an event say; None where one of them is not plain."""
    properties: dict[str, Any] = {}
    for line in lines.splitlines():
        found = LINE.fullmatch(line)
        if found is None:
            return None
        name, parameter, value = found[1], found[2] or "", found[3]
        if name in ODD or name in properties:
            return None
        if name in MOMENTS:
            moment = _moment(parameter, value, zones)
            if moment is None:
                return None
            properties[name] = PlainMoment(moment)
        elif name in TEXTS:
            if parameter and not parameter.startswith("LANGUAGE="):
                return None
            properties[name] = unescaped(value)
    return properties if properties.keys() >= MOMENTS else None


def _moment(parameter: str, value: str, zones: Mapping[str, tzinfo]) -> datetime | None:
    found = MOMENT.fullmatch(value)
    key, _, zone = parameter.partition("=")
    if found is None or (parameter and (key != "TZID" or zone not in zones or found[7])):
        return None
    clock = zones[zone] if parameter else UTC if found[7] else None
    try:
        year, month, day, hour, minute, second = (int(found[part]) for part in range(1, 7))
        return datetime(year, month, day, hour, minute, second, tzinfo=clock)
    except ValueError:
        return None


def unescaped(value: str) -> str:
    return ESCAPED.sub(lambda sign: "\n" if sign[1] in "nN" else sign[1], value) if "\\" in value else value
