"""The reports of the demonstration may be written on any day of the calendar."""

from datetime import date, timedelta

import pytest

from fanal.accounts.rules.periods import PeriodKind, period_of
from fanal.accounts.rules.years import year_of
from fanal.reports.rules.report import date_refusals
from fanal.reports.story.reports import A_DAY, BOARD, NEXT_BOARD, THURSDAY, board_from

pytestmark = pytest.mark.clock(date(2026, 8, 1))


@pytest.mark.parametrize("shift", range(0, 730, 7))
def test_both_boards_sit_on_a_thursday_within_a_year(shift):
    """Last year's report is frozen on the last day of its year, this year's is about the year of today."""
    today = date(2026, 8, 1) + timedelta(days=shift)
    begins = year_of(today).starts_on
    for day, board_on in (
        (begins - A_DAY, board_from(begins + BOARD)),
        (today, board_from(today + NEXT_BOARD)),
    ):
        assert board_on.weekday() == THURSDAY
        assert date_refusals(board_on, day) == []
    assert period_of(begins - A_DAY, PeriodKind.YEAR).year.next == year_of(today)
