"""Calendars as other programs write them: their zones, their bytes, their ways to move and to cancel."""

from datetime import date
from zoneinfo import ZoneInfo

import pytest

from fanal.core.calendars.reading import is_calendar, read_events_of

pytestmark = pytest.mark.clock(date(2026, 11, 26))
YEAR = {"zone": ZoneInfo("Europe/Paris"), "first": date(2026, 8, 1), "last": date(2027, 7, 31)}
VTIMEZONE = """BEGIN:VTIMEZONE
TZID:{tzid}
BEGIN:DAYLIGHT
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
DTSTART:19700329T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
END:DAYLIGHT
BEGIN:STANDARD
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
DTSTART:19701025T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
END:STANDARD
END:VTIMEZONE
"""
AT_EIGHT = "DTSTART{zone}:20261201T080000\nDTEND{zone}:20261201T085500"
WEEKLY = "DTSTART:20261201T080000\nDURATION:PT55M\nRRULE:FREQ=WEEKLY;COUNT=3"


def calendar(*events: str, head: str = "") -> str:
    inside = "".join(f"BEGIN:VEVENT\nUID:a\n{event}\nEND:VEVENT\n" for event in events)
    text = f"BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//Test//FR\n{head}{inside}END:VCALENDAR\n"
    return text.replace("\n", "\r\n")


def times(content: str | bytes) -> list[str]:
    raw = content.encode() if isinstance(content, str) else content
    events, refused = read_events_of(raw, **YEAR)
    assert refused == {}
    return [f"{event.starts:%d/%m %H:%M}" for event in events]


@pytest.mark.parametrize(
    ("tzid", "is_told", "at"),
    [
        ("Europe/Paris", True, "08:00"),  # Google
        ("Romance Standard Time", True, "08:00"),  # Outlook
        ("Romance Standard Time", False, "08:00"),
        ("Heure d’ici", True, "08:00"),
        ("Europe/Brussels", False, "08:00"),
        ("W. Europe Standard Time", False, "08:00"),
        ("CET", False, "08:00"),
        ("America/New_York", False, "14:00"),
        ("Pacific/Marquesas", False, "18:30"),
        ("Inconnu", False, "08:00"),  # without a zone that anybody knows, the clock of the school
    ],
)
def test_the_zones_that_programs_write_are_read(tzid, is_told, at):
    """A file with a VTIMEZONE was said to be damaged: icalendar opened files, which the child may not."""
    head = VTIMEZONE.format(tzid=tzid) if is_told else ""
    assert times(calendar(AT_EIGHT.format(zone=f";TZID={tzid}"), head=head)) == [f"01/12 {at}"]


@pytest.mark.parametrize("codec", ["latin-1", "cp1252", "utf-16", "utf-8-sig"])
def test_other_codecs_are_read(codec):
    raw = calendar(f"SUMMARY:Mathématiques\nLOCATION:Réseau\n{AT_EIGHT.format(zone='')}").encode(codec)
    assert is_calendar(raw)
    events, _ = read_events_of(raw, **YEAR)
    assert [event.place for event in events] == ["Réseau"]


def test_a_line_cut_in_the_middle_of_a_letter_is_read():
    """RFC 5545, 3.1: a line is folded between octets."""
    raw = calendar(f"LOCATION:É204\n{AT_EIGHT.format(zone='')}").encode()
    events, _ = read_events_of(raw.replace("É".encode(), b"\xc3\r\n \x89"), **YEAR)
    assert [event.place for event in events] == ["É204"]


def test_a_day_alone_leaves_out_moves_and_adds_as_a_time_does():
    """RFC 5545, VALUE=DATE in EXDATE, RECURRENCE-ID and RDATE."""
    whole = f"{WEEKLY}\nEXDATE;VALUE=DATE:20261208\nRDATE;VALUE=DATE:20261210"
    assert times(calendar(whole)) == ["01/12 08:00", "10/12 08:00", "15/12 08:00"]
    moved = "RECURRENCE-ID;VALUE=DATE:20261208\nDTSTART:20261209T140000\nDURATION:PT55M"
    assert times(calendar(WEEKLY, moved)) == ["01/12 08:00", "15/12 08:00", "09/12 14:00"]


@pytest.mark.parametrize("word", ["COURS ANNULE", "Cours annulé", "Cours annule\u0301", "Annulée : maths"])
def test_a_lesson_whose_title_says_cancelled_holds_nothing(word):
    content = calendar(f"SUMMARY:{word}\n{AT_EIGHT.format(zone='')}", WEEKLY)
    assert times(content) == ["01/12 08:00", "08/12 08:00", "15/12 08:00"]


def test_a_note_of_html_gives_its_lines():
    events, _ = read_events_of(
        calendar(
            f"DESCRIPTION:<b>Maths</b><br>Salle : 204<br/>Classe : 4e A\n{AT_EIGHT.format(zone='')}"
        ).encode(),
        **YEAR,
    )
    assert events[0].note.splitlines() == ["Maths", "Salle : 204", "Classe : 4e A"]
