from datetime import date

import pytest

from fanal.helpdesk.rules.due import days_late, due_on, reminder_due
from fanal.year.rules.delays import WorkingCalendar, authority_calendar, school_calendar
from fanal.year.tests.holidays import holidays_of

SCHOOL = school_calendar(holidays_of("A"))
AUTHORITY = authority_calendar()


@pytest.mark.parametrize(
    ("asked_on", "priority", "paused", "due"),
    [
        pytest.param(date(2026, 11, 25), 5, 0, date(2026, 11, 26), id="highest: next working day"),
        pytest.param(date(2026, 11, 25), 3, 0, date(2026, 12, 2), id="middle: five working days"),
        pytest.param(date(2026, 10, 16), 4, 0, date(2026, 11, 3), id="holidays stop the school's clock"),
        pytest.param(date(2026, 11, 25), 4, 3, date(2026, 12, 2), id="waiting for someone stops it too"),
    ],
)
def test_the_expected_delay_runs_on_the_school_s_calendar(
    asked_on: date, priority: int, paused: int, due: date
) -> None:
    assert due_on(asked_on, priority, SCHOOL, paused_days=paused) == due


def test_delays_are_settings() -> None:
    assert due_on(date(2026, 11, 25), 5, SCHOOL, days={5: 2}) == date(2026, 11, 27)


@pytest.mark.parametrize(
    ("promised", "calendar", "late"),
    [
        pytest.param(date(2026, 10, 16), SCHOOL, 1, id="ours slept during the holidays"),
        pytest.param(date(2026, 10, 16), AUTHORITY, 11, id="theirs did not"),
        pytest.param(date(2026, 11, 2), AUTHORITY, 0, id="the promised day itself is in time"),
        pytest.param(None, AUTHORITY, 0, id="nothing was promised"),
    ],
)
def test_lateness_is_counted_on_the_calendar_of_who_promised(
    promised: date | None, calendar: WorkingCalendar, late: int
) -> None:
    assert days_late(promised, date(2026, 11, 2), calendar) == late


@pytest.mark.parametrize(
    ("promised", "reminded", "reminders", "today", "due"),
    [
        pytest.param(None, None, 0, date(2026, 11, 9), True, id="five working days without a word"),
        pytest.param(None, None, 0, date(2026, 11, 6), False, id="four: too early"),
        pytest.param(date(2026, 11, 13), None, 0, date(2026, 11, 13), False, id="never on the promised day"),
        pytest.param(date(2026, 11, 13), None, 0, date(2026, 11, 16), True, id="the working day after"),
        pytest.param(date(2026, 11, 13), None, 0, date(2026, 11, 14), False, id="never on a Saturday"),
        pytest.param(date(2026, 11, 13), date(2026, 11, 16), 1, date(2026, 11, 20), False, id="not each day"),
        pytest.param(date(2026, 11, 13), date(2026, 11, 16), 1, date(2026, 11, 23), True, id="each week"),
        pytest.param(date(2026, 12, 4), date(2026, 11, 16), 1, date(2026, 11, 23), False, id="new promise"),
        pytest.param(None, date(2026, 11, 16), 4, date(2026, 11, 25), False, id="not for ever"),
    ],
)
def test_a_reminder_keeps_its_frequency(
    promised: date | None, reminded: date | None, reminders: int, today: date, due: bool
) -> None:
    said = {"asked_on": date(2026, 11, 2), "promised_on": promised, "reminded_on": reminded}
    assert reminder_due(**said, reminders=reminders, today=today, calendar=AUTHORITY) is due  # type: ignore[arg-type]
