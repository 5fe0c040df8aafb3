"""When do the staff come back, and until when do lessons last? (December § 2.8)"""

from datetime import date

import pytest

from fanal.year.rules.delays import WorkingCalendar, staff_calendar
from fanal.year.rules.years import SchoolYear, last_lesson_day


@pytest.mark.parametrize(
    ("first", "back", "opened"),
    [
        pytest.param("2026-07-04", "2026-09-01", "2026-08-31", id="a Monday before a Tuesday"),
        pytest.param("2025-07-05", "2025-09-01", "2025-08-29", id="the Friday before a Monday"),
        pytest.param("2026-07-30", "2026-08-03", "2026-07-31", id="a short closing around 1 August"),
    ],
)
def test_the_last_working_day_of_a_summer_is_open_to_the_staff(first, back, opened):
    closed = frozenset({(date.fromisoformat(first), date.fromisoformat(back))})
    calendar = staff_calendar(WorkingCalendar(closed))
    assert calendar.is_working(date.fromisoformat(opened))
    assert not calendar.is_working(date.fromisoformat(first))


def test_other_holidays_stay_closed_to_their_end():
    closed = frozenset({(date(2026, 12, 19), date(2027, 1, 4))})
    assert staff_calendar(WorkingCalendar(closed)).closed == closed


@pytest.mark.parametrize(
    ("closings", "last"),
    [
        pytest.param([], "2027-06-30", id="no summer known"),
        pytest.param([(date(2027, 7, 3), date(2027, 9, 1))], "2027-07-02", id="the eve"),
        pytest.param([(date(2027, 4, 10), date(2027, 4, 26))], "2027-06-30", id="spring alone"),
    ],
)
def test_the_last_day_of_lessons(closings, last):
    assert last_lesson_day(SchoolYear(2026), closings) == date.fromisoformat(last)
