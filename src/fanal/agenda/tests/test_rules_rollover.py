"""When the year is prepared, opened, caught up; and when the page only says when it will serve."""

from datetime import date

import pytest

from fanal.agenda.rules.rollover import CODES, Phase, refusals, rollover_on
from fanal.year.rules.years import SchoolYear


@pytest.mark.parametrize(
    ("day", "phase", "opening"),
    [
        (date(2026, 11, 1), Phase.FAR, 2027),
        (date(2027, 5, 31), Phase.FAR, 2027),
        (date(2027, 6, 1), Phase.PREPARING, 2027),
        (date(2027, 7, 31), Phase.PREPARING, 2027),
        (date(2027, 8, 1), Phase.OPENING, 2027),
        (date(2027, 8, 31), Phase.OPENING, 2027),
        (date(2027, 9, 1), Phase.BEGUN, 2027),
        (date(2027, 10, 31), Phase.BEGUN, 2027),
    ],
)
def test_the_rollover_of_a_day(day, phase, opening):
    rollover = rollover_on(day)
    assert (rollover.phase, rollover.opening, rollover.ending) == (
        phase,
        SchoolYear(opening),
        SchoolYear(opening - 1),
    )
    assert rollover.can_open == (day.month in {8, 9, 10})
    assert rollover.can_prepare == (6 <= day.month <= 10)
    assert rollover.can_undo == (day.month == 8)


def test_a_year_opens_from_august_on_and_no_other():
    assert refusals(rollover_on(date(2027, 7, 31)), "2027-2028") == [
        "L’année 2027-2028 s’ouvre à partir du 1er août 2027."
    ]
    assert refusals(rollover_on(date(2027, 8, 1)), "2027-2028") == []
    assert refusals(rollover_on(date(2027, 8, 1)), "2028-2029") != []


def test_no_step_is_told_twice():
    assert len(CODES) == 10
