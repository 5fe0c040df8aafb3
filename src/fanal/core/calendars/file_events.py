"""Every event of a calendar, with its rank in the file. Runs only inside `sandbox`.

What no school has is refused before anything is parsed: lines, events, things inside things.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import tzinfo
from typing import Any

from icalendar import Calendar

from fanal.core.calendars.encoding import decoded
from fanal.core.calendars.plain_events import RANK, take_plain_events, unescaped
from fanal.core.calendars.reading import DAMAGED, TOO_LARGE
from fanal.core.sandbox.parent import Declined

MOST_EVENTS, MOST_LINES = 60_000, 1_048_576
MOST_ODD = 15_000  # things that only icalendar reads, at 200 µs each: events, and what is inside them
LONGEST_TEXT = 500
BEGIN = re.compile(r"^BEGIN:", re.IGNORECASE | re.MULTILINE)
BROKEN = (ValueError, KeyError, TypeError, AttributeError, OverflowError, IndexError)


def events_of(payload: bytes, zones: Mapping[str, tzinfo]) -> Iterator[tuple[Any, tuple[int, int], str]]:
    """Each event, its rank and that of its calendar, the name of this one; the plain ones first.

    Raises Declined.
    """
    if payload.count(b"\n") > MOST_LINES:
        raise Declined(TOO_LARGE)
    text = decoded(payload)
    if text.count("BEGIN:VEVENT") > MOST_EVENTS:
        raise Declined(TOO_LARGE)
    plain, rest = take_plain_events(text, zones)
    if sum(1 for _ in BEGIN.finditer(rest)) > MOST_ODD:
        raise Declined(TOO_LARGE)
    yield from (
        (event.properties, (event.rank, event.place), event.calendar[:LONGEST_TEXT]) for event in plain
    )
    try:
        calendars = Calendar.from_ical(rest, multiple=True)
    except BROKEN as error:
        raise Declined(DAMAGED) from error
    rank = len(plain)  # of an event that is written as no other is
    for place, calendar in enumerate(calendars):
        name = unescaped(text_of(calendar, "X-WR-CALNAME"))
        for event in calendar.walk("VEVENT"):
            rank = int(text_of(event, RANK) or rank + 1)
            yield event, (rank, place), name


def text_of(component: Any, name: str, longest: int = LONGEST_TEXT) -> str:
    value = component.get(name, "")
    return str(value[0] if isinstance(value, list) and value else value)[:longest]
