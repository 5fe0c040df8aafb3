"""What costs most for what it weighs: rows that are nowhere, events without number, lists inside lists.

December § 7, N1: « A workbook of 1.4 kB holds requests for help for a minute. One cell `A4294967295` makes
the reader yield four billion empty rows. Also an .ics of 100 000 events 45 s, nested `BEGIN` 12 s, two
million empty lines 10 s. Refuse rows beyond 1 048 576 and count empty ones; 5 s for a preview. »
"""

import resource
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from zoneinfo import ZoneInfo

import pytest

from fanal.core.calendars.reading import read_events_of
from fanal.core.errors import RuleBroken
from fanal.core.sandbox.parent import PREVIEW_SECONDS
from fanal.core.sheets import UnreadableSheet, read_table
from fanal.core.tests.worst_tables import TABLES
from fanal.core.tests.zoo import ods, ods_table
from fanal.people_files.formats.read_file import read_export
from fanal.schools.formats.calendar_file import read_calendar

pytestmark = pytest.mark.clock(date(2026, 12, 1))
REFUSED_AT_ONCE = PREVIEW_SECONDS + 2  # seconds of processor, ours and those of the child
FIRST, LAST = date(2026, 9, 1), date(2027, 8, 31)
EVENT = "BEGIN:VEVENT\r\nUID:{n}\r\nDTSTART:20261201T080000\r\nDTEND:20261201T090000\r\nEND:VEVENT\r\n"


@contextmanager
def at_once() -> Iterator[None]:
    before = processor_seconds()
    yield
    assert processor_seconds() - before < REFUSED_AT_ONCE


def processor_seconds() -> float:
    spent = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(part.ru_utime + part.ru_stime for part in spent)


def calendar(inside: str) -> bytes:
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{inside}END:VCALENDAR\r\n".encode()


CALENDARS: dict[str, Callable[[], bytes]] = {
    "a hundred thousand events": lambda: calendar("".join(EVENT.format(n=n) for n in range(100_000))),
    "events inside events": lambda: calendar("BEGIN:VEVENT\r\n" * 800_000),
    "alarms inside alarms": lambda: calendar("BEGIN:VEVENT\r\n" + "begin:valarm\r\n" * 40_000),
    "two million empty lines": lambda: calendar(EVENT.format(n=1) + "\r\n" * 2_000_000),
    "half a million calendars": lambda: b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n" * 300_000,
}


@pytest.mark.parametrize("name", TABLES)
def test_rows_that_no_sheet_has_are_refused_at_once(name: str) -> None:
    data = TABLES[name]()
    with at_once(), pytest.raises(UnreadableSheet, match=r"1 048 576 lignes|trop long à lire"):
        read_table(data, name)


@pytest.mark.parametrize("name", CALENDARS)
def test_a_calendar_that_no_school_has_is_refused_at_once(name: str) -> None:
    data = CALENDARS[name]()
    with at_once(), pytest.raises(RuleBroken, match="calendrier"):
        read_events_of(data, zone=ZoneInfo("Europe/Paris"), first=FIRST, last=LAST)


def test_a_sheet_filled_to_its_last_row_with_nothing_is_still_read() -> None:
    """A spreadsheet writes its empty rows as one that is repeated, down to the last."""
    rest = '<table:table-row table:number-rows-repeated="1048574"><table:table-cell/></table:table-row>'
    table = read_table(
        ods(ods_table([["nom"], ["Alix"]]).replace("</table:table>", f"{rest}</table:table>")), "classe.ods"
    )
    assert list(table.rows) == [["Alix"]]


@pytest.mark.parametrize(
    "data",
    [
        b"[" * 2_000_000,
        b"[" + b"{}," * 1_300_000 + b"{}]",
        calendar("BEGIN:VEVENT\r\n" * 250_000),
        calendar(EVENT.format(n=1) + "\r\n" * 1_900_000),
    ],
    ids=["lists in lists", "rows without a field", "events in events", "empty lines"],
)
def test_the_calendar_of_the_ministry_is_refused_at_once_when_it_is_none(data: bytes) -> None:
    with at_once(), pytest.raises(RuleBroken):
        read_calendar(data, "calendrier")


def test_an_export_of_people_is_read_within_the_seconds_of_a_preview() -> None:
    """December § 7, N1: « 5 s for a preview » — a page waits no longer for an export than for a table."""
    start = '<?xml version="1.0"?><BEE_ELEVES><DONNEES><ELEVES>'
    endless = (start + "<ELEVE/>" * 3_000_000).encode()
    before = processor_seconds()
    with pytest.raises(RuleBroken):
        read_export(endless, "eleves.xml")
    assert processor_seconds() - before < REFUSED_AT_ONCE
