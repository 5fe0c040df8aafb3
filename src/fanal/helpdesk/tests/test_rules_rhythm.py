"""How many mails, and when."""

from datetime import datetime, time

import pytest

from fanal.accounts.rules.delays import OFFICE_DAYS
from fanal.helpdesk.rules.rhythm import Rhythm, Way, digest_is_due, way


@pytest.mark.parametrize(
    ("rhythm", "needs_reader", "cannot_wait", "expected"),
    [
        pytest.param("", False, False, Way.NOW, id="nothing chosen: nothing lost"),
        pytest.param(Rhythm.EACH, False, False, Way.NOW, id="each at once"),
        pytest.param(Rhythm.DIGEST, False, False, Way.GROUPED, id="news waits"),
        pytest.param(Rhythm.DIGEST, True, False, Way.GROUPED, id="a question waits for the evening"),
        pytest.param(Rhythm.DIGEST, True, True, Way.NOW, id="a blocked lesson does not"),
        pytest.param(Rhythm.NEEDED, False, False, Way.NOT, id="mere news is not written"),
        pytest.param(Rhythm.NEEDED, True, False, Way.NOW, id="what expects something is"),
    ],
)
def test_what_becomes_of_one_piece_of_news(rhythm, needs_reader, cannot_wait, expected):
    assert way(rhythm, needs_reader=needs_reader, cannot_wait=cannot_wait) is expected


@pytest.mark.parametrize(
    ("moment", "is_quiet", "is_due"),
    [
        pytest.param(datetime(2026, 11, 25, 16, 59), True, False, id="before the hour"),
        pytest.param(datetime(2026, 11, 25, 17, 0), True, True, id="at the hour"),
        pytest.param(datetime(2026, 11, 25, 18, 30), True, True, id="later, if the worker was stopped"),
        pytest.param(datetime(2026, 11, 28, 17, 0), True, False, id="Saturday"),
        pytest.param(datetime(2026, 11, 11, 17, 0), True, False, id="public holiday"),
        pytest.param(datetime(2026, 11, 28, 17, 0), False, True, id="Saturday, where that is wanted"),
    ],
)
def test_the_hour_of_the_summary(moment, is_quiet, is_due):
    assert digest_is_due(moment, time(17), OFFICE_DAYS, is_quiet=is_quiet) is is_due
