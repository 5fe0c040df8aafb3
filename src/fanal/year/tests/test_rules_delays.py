from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fanal.year.rules.calendars import Region
from fanal.year.rules.delays import (
    QuietHours,
    WorkingCalendar,
    add_working_days,
    authority_calendar,
    next_allowed,
    school_calendar,
    working_days_between,
)
from fanal.year.tests.holidays import holidays_of

PARIS = ZoneInfo("Europe/Paris")
SCHOOL = school_calendar(holidays_of("A"))
AUTHORITY = authority_calendar()
DAYS = st.dates(date(2025, 9, 1), date(2027, 6, 1))


@pytest.mark.parametrize(
    ("start", "count", "calendar", "end"),
    [
        pytest.param(date(2026, 11, 25), 2, SCHOOL, date(2026, 11, 27), id="Wednesday to Friday"),
        pytest.param(date(2026, 11, 27), 1, SCHOOL, date(2026, 11, 30), id="the week-end does not count"),
        pytest.param(date(2026, 11, 10), 1, SCHOOL, date(2026, 11, 12), id="nor the 11th of November"),
        pytest.param(date(2026, 10, 16), 1, SCHOOL, date(2026, 11, 2), id="holidays stop the school"),
        pytest.param(date(2026, 10, 16), 1, AUTHORITY, date(2026, 10, 19), id="but not the authority"),
        pytest.param(date(2026, 11, 28), 0, SCHOOL, date(2026, 11, 30), id="zero is the next working day"),
        pytest.param(date(2026, 11, 30), -1, SCHOOL, date(2026, 11, 27), id="backwards"),
    ],
)
def test_adding_working_days(start: date, count: int, calendar: WorkingCalendar, end: date) -> None:
    assert add_working_days(start, count, calendar) == end


@pytest.mark.parametrize(
    ("start", "end", "calendar", "count"),
    [
        pytest.param(date(2026, 11, 23), date(2026, 11, 25), SCHOOL, 2, id="two days"),
        pytest.param(date(2026, 11, 25), date(2026, 11, 25), SCHOOL, 0, id="same day"),
        pytest.param(date(2026, 11, 25), date(2026, 11, 20), SCHOOL, 0, id="never negative"),
        pytest.param(date(2026, 10, 16), date(2026, 11, 2), SCHOOL, 1, id="the school slept two weeks"),
        pytest.param(date(2026, 10, 16), date(2026, 11, 2), AUTHORITY, 11, id="the authority worked"),
    ],
)
def test_counting_working_days(start: date, end: date, calendar: WorkingCalendar, count: int) -> None:
    assert working_days_between(start, end, calendar) == count


@given(DAYS, st.integers(1, 40))
def test_counting_undoes_adding(start: date, count: int) -> None:
    end = add_working_days(start, count, SCHOOL)
    assert SCHOOL.is_working(end)
    assert working_days_between(start, end, SCHOOL) == count


def test_a_region_adds_its_public_holidays() -> None:
    assert not authority_calendar(Region.ALSACE_MOSELLE).is_working(date(2025, 12, 26))
    assert AUTHORITY.is_working(date(2025, 12, 26))


def test_a_calendar_closed_by_mistake_is_reported_and_does_not_hang() -> None:
    closed = WorkingCalendar(frozenset({(date(2020, 1, 1), date(2040, 1, 1))}))
    with pytest.raises(ValueError, match="aucun jour ouvré"):
        add_working_days(date(2026, 11, 25), 1, closed)


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=PARIS)


@pytest.mark.parametrize(
    ("ready", "leaves"),
    [
        pytest.param(at(25, 10), at(25, 10), id="in the day: at once"),
        pytest.param(at(25, 19, 59), at(25, 19, 59), id="one minute before the evening"),
        pytest.param(at(25, 20), at(26, 7), id="evening: tomorrow morning"),
        pytest.param(at(25, 6, 59), at(25, 7), id="before seven: this morning"),
        pytest.param(at(27, 21), at(30, 7), id="Friday night: Monday"),
        pytest.param(at(28, 11), at(30, 7), id="Saturday: Monday"),
        pytest.param(at(11, 11), at(12, 7), id="public holiday: the day after"),
    ],
)
def test_quiet_hours_postpone_a_staff_mail(ready: datetime, leaves: datetime) -> None:
    assert next_allowed(ready, urgent=False) == leaves


def test_what_is_urgent_leaves_at_once() -> None:
    assert next_allowed(at(28, 23), urgent=True) == at(28, 23)


def test_quiet_hours_are_a_setting() -> None:
    every_day = QuietHours(on_days_off=False)
    assert next_allowed(at(28, 11), urgent=False, quiet=every_day) == at(28, 11)
    assert next_allowed(at(28, 23), urgent=False, quiet=every_day) == at(29, 7)


@given(st.datetimes(datetime(2026, 9, 1), datetime(2027, 6, 1)))
def test_every_mail_leaves_outside_quiet_hours(moment: datetime) -> None:
    aware = moment.replace(tzinfo=PARIS)
    after = next_allowed(aware, urgent=False)
    assert aware <= after
    assert not QuietHours().covers(after, AUTHORITY)
