"""What a report may hold, when its papers leave, how many may receive it."""

from datetime import date, timedelta

import pytest

from fanal.reports.rules.report import (
    MOST_A_DAY,
    MOST_ADDRESSES,
    MOST_PARTS,
    date_refusals,
    papers_day,
    papers_words,
    part_refusals,
    sending_refusals,
)
from fanal.year.rules.calendars import DateCertainty, HolidayPeriod
from fanal.year.rules.delays import school_calendar

TODAY = date(2026, 11, 26)
SENDING = {"fresh": 1, "of_report": 0, "of_day": 0, "send_on": TODAY, "today": TODAY, "refused": []}


@pytest.mark.parametrize(
    ("codes", "refused"),
    [
        pytest.param(["a"], False, id="one part"),
        pytest.param([], True, id="none"),
        pytest.param(["z"], True, id="one that nobody offers"),
        pytest.param(["a"] * (MOST_PARTS + 1), True, id="too many"),
    ],
)
def test_parts(codes, refused):
    assert bool(part_refusals(codes, ["a", "b"])) is refused


@pytest.mark.parametrize(
    ("board_on", "refused"),
    [
        pytest.param(None, False, id="not fixed yet"),
        pytest.param(TODAY + timedelta(days=19), False, id="in December"),
        pytest.param(TODAY + timedelta(days=400), True, id="of a wrong year"),
    ],
)
def test_the_day_of_the_board(board_on, refused):
    assert bool(date_refusals(board_on, TODAY)) is refused


@pytest.mark.parametrize(
    ("about", "refused"),
    [
        pytest.param({}, False, id="one address"),
        pytest.param({"fresh": 0}, True, id="they all have it"),
        pytest.param({"of_report": MOST_ADDRESSES}, True, id="the report went to enough"),
        pytest.param({"of_day": MOST_A_DAY}, True, id="the school sent enough that day"),
        pytest.param({"send_on": TODAY - timedelta(days=1)}, True, id="yesterday"),
        pytest.param({"refused": ["a@b.fr"]}, True, id="its reader wants none"),
    ],
)
def test_sendings_are_capped(about, refused):
    assert bool(sending_refusals(**SENDING | about)) is refused


def test_the_papers_leave_eight_days_before_the_board():
    """R421-25, field-review 15: the date is shown, and its urgency too."""
    assert "au plus tard le 7 décembre 2026" in papers_words(date(2026, 12, 7), TODAY)
    assert "aujourd’hui" in papers_words(TODAY, TODAY)
    assert "devaient partir" in papers_words(date(2026, 11, 1), TODAY)
    assert "pas fixée" in papers_words(None, TODAY)


@pytest.mark.parametrize(
    ("board_on", "leaves_on"),
    [
        pytest.param(date(2026, 12, 15), date(2026, 12, 7), id="a Monday that is worked"),
        pytest.param(date(2026, 12, 14), date(2026, 12, 4), id="a Sunday: the Friday before"),
        pytest.param(date(2026, 11, 19), date(2026, 11, 10), id="11 November: the day before"),
        pytest.param(date(2027, 1, 7), date(2026, 12, 18), id="in the holidays: the last day of class"),
    ],
)
def test_papers_due_on_a_day_off_leave_on_the_last_open_day(board_on, leaves_on):
    """December § 3.8."""
    winter = HolidayPeriod("Noël", date(2026, 12, 19), date(2027, 1, 4), "ABC", "", DateCertainty.CERTAIN)
    assert papers_day(board_on, school_calendar([winter])) == leaves_on
