"""The reports of the demonstration may be written on any day of the calendar."""

from datetime import date, timedelta

import pytest

from fanal.reports.rules.report import date_refusals
from fanal.reports.story.reports import NEXT_BOARD, THURSDAY, board_from

pytestmark = pytest.mark.clock(date(2026, 8, 1))


@pytest.mark.parametrize("shift", range(0, 730, 7))
def test_the_next_board_sits_on_a_thursday_within_a_year(shift):
    """Last year's report is frozen for it, this year's is drafted for it."""
    today = date(2026, 8, 1) + timedelta(days=shift)
    board_on = board_from(today + NEXT_BOARD)
    assert board_on.weekday() == THURSDAY
    assert date_refusals(board_on, today) == []
