"""An iCalendar file from outside: each time that its events take place, or a sentence; never a freeze."""

from datetime import date
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fanal.core.calendars.reading import is_calendar, read_events_of
from fanal.core.errors import RuleBroken

PARIS = ZoneInfo("Europe/Paris")
YEAR = {"zone": PARIS, "first": date(2026, 8, 1), "last": date(2027, 7, 31)}
HEAD = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Test//FR\r\n"
pytestmark = pytest.mark.clock(date(2026, 11, 26))


def calendar(*events: str, head: str = HEAD) -> bytes:
    inside = "".join(f"BEGIN:VEVENT\r\n{event}\r\nEND:VEVENT\r\n" for event in events)
    return f"{head}{inside}END:VCALENDAR\r\n".encode()


def times(content: bytes) -> list[str]:
    return [f"{event.starts:%Y-%m-%d %H:%M}" for event in read_events_of(content, **YEAR)[0]]


TUESDAYS = "UID:a\r\nDTSTART;TZID=Europe/Paris:20261020T083000\r\nDTEND;TZID=Europe/Paris:20261020T092500"


def test_a_weekly_event_stays_at_its_hour_where_the_clocks_change():
    """Issue 15, bad input: a range that crosses the change of hour. 25 October 2026."""
    weekly = f"{TUESDAYS}\r\nRRULE:FREQ=WEEKLY;UNTIL=20261103T073000Z"
    assert times(calendar(weekly)) == ["2026-10-20 08:30", "2026-10-27 08:30", "2026-11-03 08:30"]


def test_what_is_in_utc_is_at_the_clock_of_the_school():
    utc = "UID:a\r\nDTSTART:20261201T073000Z\r\nDURATION:PT55M"
    assert times(calendar(utc)) == ["2026-12-01 08:30"]


def test_a_moved_a_cancelled_and_a_left_out_time_are_not_there():
    """RFC 5545, 3.8.4.4 and 3.8.5.1: RECURRENCE-ID, EXDATE, STATUS."""
    weekly = f"{TUESDAYS}\r\nRRULE:FREQ=WEEKLY;COUNT=4\r\nEXDATE;TZID=Europe/Paris:20261027T083000"
    moved = (
        "UID:a\r\nRECURRENCE-ID;TZID=Europe/Paris:20261103T083000\r\n"
        "DTSTART;TZID=Europe/Paris:20261104T140000\r\nDTEND;TZID=Europe/Paris:20261104T145500"
    )
    cancelled = (
        "UID:a\r\nRECURRENCE-ID;TZID=Europe/Paris:20261110T083000\r\nSTATUS:CANCELLED\r\n"
        "DTSTART;TZID=Europe/Paris:20261110T083000\r\nDTEND;TZID=Europe/Paris:20261110T092500"
    )
    word = "UID:b\r\nSUMMARY:Cours annulé - MATHS\r\nDTSTART:20261201T073000Z\r\nDURATION:PT55M"
    found = times(calendar(weekly, moved, cancelled, word))
    assert found == ["2026-10-20 08:30", "2026-11-04 14:00"]


def test_whole_days_are_left_out_and_two_calendars_may_follow_each_other():
    day = "UID:c\r\nDTSTART;VALUE=DATE:20261201\r\nSUMMARY:Fermé"
    both = calendar(day, TUESDAYS, head=HEAD + "X-WR-CALNAME:Salle 1\r\n")
    both += calendar(TUESDAYS, head=HEAD + "X-WR-CALNAME:Salle 2\r\n")
    assert [event.place for event in read_events_of(both, **YEAR)[0]] == ["Salle 1", "Salle 2"]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (calendar("UID:a\r\nDTSTART:99990101T000000Z\r\nDURATION:P9999999D"), "aucun n’est de cette année"),
        (calendar("UID:a\r\nDTSTART:20241001T070000Z\r\nDURATION:PT1H"), "aucun n’est de cette année"),
        (calendar(), "aucun événement"),
        (HEAD.encode(), "aucun événement"),
        (b"BEGIN:VCALENDAR\r\n" + b"\x00" * 200, "endommagé"),
        (calendar(*[f"{TUESDAYS}\r\nRRULE:FREQ=DAILY"] * 300), "trop grand"),
    ],
)
def test_what_cannot_be_read_is_refused_in_words(content, said):
    with pytest.raises(RuleBroken, match=said):
        read_events_of(content, **YEAR)


@pytest.mark.parametrize(
    ("event", "said"),
    [
        (f"{TUESDAYS}\r\nRRULE:FREQ=SECONDLY", "à l’heure ou à la minute"),
        (f"{TUESDAYS}\r\nRRULE:FREQ=DAILY;BYMINUTE=1,2,3", "à l’heure ou à la minute"),
        (f"{TUESDAYS}\r\nRRULE:FREQ=WEEKLY;INTERVAL=0", "mal écrite"),
        (f"{TUESDAYS}\r\nRRULE:FREQ=WEEKLY\r\nRRULE:FREQ=DAILY", "mal écrite"),
        (f"{TUESDAYS}\r\nRRULE:FREQ=WEEKLY;BYDAY=LU", "mal écrite"),
        ("UID:a\r\nDTSTART:n’importe quoi", "mal écrite"),
        ("UID:a\r\nDTSTART:00010101T080000\r\nDURATION:PT1H\r\nRRULE:FREQ=DAILY", "plus de vingt ans"),
    ],
)
def test_one_odd_event_is_refused_by_its_number_and_the_others_are_read(event, said):
    """One of them once refused the whole file; a rule from year 1 held a processor for half a minute."""
    events, refused = read_events_of(calendar(TUESDAYS.replace("UID:a", "UID:b"), event), **YEAR)
    assert len(events) == 1
    assert said in refused[2]


def test_a_content_of_thirteen_megabytes_is_refused_before_it_is_read():
    with pytest.raises(RuleBroken, match="trop grand"):
        read_events_of(b"BEGIN:VCALENDAR" + b" " * 13 * 1024 * 1024, **YEAR)


@given(st.binary(max_size=300))
@settings(max_examples=12, deadline=None)
def test_any_bytes_give_events_or_a_sentence(noise):
    try:
        read_events_of(HEAD.encode() + b"BEGIN:VEVENT\r\n" + noise, **YEAR)
    except RuleBroken as refusal:
        assert refusal.reasons[0].endswith((".", "!"))


def test_a_calendar_is_known_by_its_beginning():
    assert is_calendar(b"\xef\xbb\xbfBEGIN:VCALENDAR")
    assert not is_calendar(b"JOUR;SALLE")


@pytest.mark.parametrize(
    "lines",
    [
        "UID:a\r\nSUMMARY:MATHS\\, groupe 1\r\nLOCATION:Salle 104\r\n"
        "DTSTART;TZID={zone}:20261020T083000\r\nDTEND;TZID={zone}:20261020T092500",
        "SUMMARY;LANGUAGE=fr:A \\; b \\\\ c\r\nDESCRIPTION:Classe : 4e A\\nSalle : 12\\NFin\r\nUID:a\r\n"
        "DTSTART;TZID={zone}:20261101T080000\r\nDTEND;TZID={zone}:20261101T090000\r\nX-AUTRE:1\r\nCLASS:PUBLIC",
        "UID:a\r\nSUMMARY:Cours annulé - SVT\r\nDTSTART;TZID={zone}:20261201T080000\r\n"
        "DTEND;TZID={zone}:20261201T090000",
        "UID:a\r\nSUMMARY:SVT\r\nBEGIN:VALARM\r\nTRIGGER:-PT15M\r\nACTION:DISPLAY\r\nDESCRIPTION:Rappel\r\n"
        "END:VALARM\r\nDTSTART;TZID={zone}:20261201T080000\r\nDTEND;TZID={zone}:20261201T090000",
    ],
)
def test_a_plain_event_is_read_as_icalendar_reads_it(lines):
    """December § 7, N1: plain events are read without icalendar, which a quoted zone asks for."""
    first = TUESDAYS.replace("UID:a", "UID:first")
    head = HEAD + "X-WR-CALNAME:Salle\\, 1\r\n"
    quick = calendar(lines.format(zone="Europe/Paris"), first, head=head)
    slow = calendar(lines.format(zone='"Europe/Paris"'), first, head=head)
    assert read_events_of(quick, **YEAR) == read_events_of(slow, **YEAR)
