"""Reading the ministry's public calendar as it is published: JSON, iCalendar, CSV or a spreadsheet.

The file comes from outside: its size and its number of events are bounded, its JSON and iCalendar are read in
one pass, its tables by the reader of tables. RuleBroken says what to do.
"""

import json
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

from fanal.core.errors import RuleBroken
from fanal.core.imports.columns import header_key
from fanal.core.sheets import read_table
from fanal.schools.rules.official_calendar import CalendarEvent, paris_day, zones_in

LARGEST = 4 * 1024 * 1024  # the whole data set takes about one
MOST_EVENTS = 20_000
LONGEST_TEXT = 500
TOO_LARGE = (
    "Ce fichier dépasse 4 Mo : ce n’est pas le calendrier scolaire. Téléchargez "
    "« fr-en-calendrier-scolaire » sur data.education.gouv.fr."
)
NOT_A_CALENDAR = (
    "Ce fichier n’est pas le calendrier scolaire : déposez « fr-en-calendrier-scolaire », téléchargé sur "
    "data.education.gouv.fr en CSV, en JSON ou en iCalendar (.ics)."
)
DAMAGED = "Ce calendrier est endommagé : téléchargez-le de nouveau sur data.education.gouv.fr."
# The name of a column as the API gives it, and as the exported file writes it.
COLUMNS = {
    "description": ("description",),
    "population": ("population",),
    "start": ("startdate", "datededebut"),
    "end": ("enddate", "datedefin"),
    "location": ("location", "academies", "academie"),
    "zones": ("zones", "zone"),
}


def read_calendar(content: bytes | Path, name: str) -> list[CalendarEvent]:
    """The events of the file, whatever its form."""
    size = len(content) if isinstance(content, bytes) else content.stat().st_size
    if size > LARGEST:
        raise RuleBroken(TOO_LARGE)
    data = content if isinstance(content, bytes) else content.read_bytes()
    start = data[:64].lstrip(b"\xef\xbb\xbf \t\r\n")
    if start.upper().startswith(b"BEGIN:VCALENDAR"):
        events = list(_of_icalendar(_text(data)))
    elif start[:1] in {b"{", b"["}:
        events = list(_of_rows(_of_json(data)))
    else:
        events = list(_of_rows(_of_table(data, name)))
    if not events:
        raise RuleBroken(NOT_A_CALENDAR)
    return events


def _text(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise RuleBroken(DAMAGED) from error


def _of_json(data: bytes) -> Iterator[dict[str, str]]:
    """Rows of a whole export, of an answer of the API, or of its first version."""
    try:
        rows = json.loads(_text(data))
    except (ValueError, RecursionError) as error:
        raise RuleBroken(DAMAGED) from error
    if isinstance(rows, dict):
        rows = rows.get("results") or rows.get("records") or []
    for row in rows if isinstance(rows, list) else []:
        fields = row.get("fields", row) if isinstance(row, dict) else {}
        if isinstance(fields, dict):
            yield {header_key(str(name)): _cell(value) for name, value in fields.items()}


def _cell(value: Any) -> str:
    """The text of a field: the account of a zone may be a list."""
    if isinstance(value, list):
        return ", ".join(str(part) for part in value[:50])[:LONGEST_TEXT]
    return str(value)[:LONGEST_TEXT] if isinstance(value, str) else ""


def _of_table(data: bytes, name: str) -> Iterator[dict[str, str]]:
    table = read_table(data, name)
    keys = [header_key(header) for header in table.headers]
    for _, cells in table.numbered():
        yield {key: cell[:LONGEST_TEXT] for key, cell in zip(keys, cells, strict=False)}


def _of_rows(rows: Iterable[dict[str, str]]) -> Iterator[CalendarEvent]:
    for rank, row in enumerate(rows):
        if rank >= MOST_EVENTS:
            raise RuleBroken(TOO_LARGE)
        cells = {name: next((row[key] for key in keys if row.get(key)), "") for name, keys in COLUMNS.items()}
        if not (cells["description"] and cells["start"]):
            continue
        first = _day(cells["start"])
        last = _day(cells["end"]) if cells["end"] else first
        zones = zones_in(cells["zones"]) or zones_in(cells["location"])
        yield CalendarEvent(cells["description"], cells["population"], first, last, zones)


def _day(text: str) -> date:
    try:
        return paris_day(text)
    except (ValueError, OverflowError) as error:
        raise RuleBroken(DAMAGED) from error


def _of_icalendar(text: str) -> Iterator[CalendarEvent]:
    """Of each event, its name, its days and its zones; everything else is left."""
    fields: dict[str, str] | None = None
    count, everywhere = 0, ""
    for line in text.replace("\r\n", "\n").replace("\n ", "").replace("\n\t", "").split("\n"):
        name, _, value = line.partition(":")
        name = name.partition(";")[0].strip().upper()
        if line.strip().upper() == "BEGIN:VEVENT":
            fields, count = {}, count + 1
        elif line.strip().upper() == "END:VEVENT" and fields is not None:
            if count > MOST_EVENTS:
                raise RuleBroken(TOO_LARGE)
            yield from _event(fields, everywhere)
            fields = None
        elif fields is not None:
            fields.setdefault(name, value[:LONGEST_TEXT])
        elif name == "X-WR-CALNAME":
            everywhere = value[:LONGEST_TEXT]


def _event(fields: dict[str, str], everywhere: str) -> Iterator[CalendarEvent]:
    summary = fields.get("SUMMARY", "").replace("\\,", ",")
    name, _, place = summary.rpartition(" - ")
    if not name:
        name, place = summary, ""
    if not name or "DTSTART" not in fields:
        return
    first = _compact_day(fields["DTSTART"])
    last = _compact_day(fields["DTEND"]) if "DTEND" in fields else first
    zones = zones_in(place) or zones_in(fields.get("LOCATION", "")) or zones_in(everywhere)
    yield CalendarEvent(name.strip(), "", first, last, zones)


def _compact_day(text: str) -> date:
    """« 20251018 », or « 20251017T220000Z »."""
    try:
        if len(text.strip()) == len("20251018"):
            return datetime.strptime(text.strip(), "%Y%m%d").date()  # noqa: DTZ007  # a day has no zone
        return paris_day(text)
    except (ValueError, OverflowError) as error:
        raise RuleBroken(DAMAGED) from error
