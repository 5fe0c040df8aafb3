"""How many mails, and when."""

from datetime import datetime, time

import pytest

from fanal.helpdesk.rules.notification_frequency import (
    Delivery,
    NotificationFrequency,
    delivery_of,
    digest_is_due,
)
from fanal.year.rules.delays import OFFICE_DAYS


@pytest.mark.parametrize(
    ("frequency", "needs_reader", "cannot_wait", "expected"),
    [
        pytest.param("", False, False, Delivery.NOW, id="nothing chosen: nothing lost"),
        pytest.param(NotificationFrequency.EACH, False, False, Delivery.NOW, id="each at once"),
        pytest.param(NotificationFrequency.DIGEST, False, False, Delivery.GROUPED, id="news waits"),
        pytest.param(
            NotificationFrequency.DIGEST, True, False, Delivery.GROUPED, id="a question waits for the evening"
        ),
        pytest.param(NotificationFrequency.DIGEST, True, True, Delivery.NOW, id="a blocked lesson does not"),
        pytest.param(NotificationFrequency.NEEDED, False, False, Delivery.NOT, id="mere news is not written"),
        pytest.param(NotificationFrequency.NEEDED, True, False, Delivery.NOW, id="what expects something is"),
    ],
)
def test_what_becomes_of_one_piece_of_news(frequency, needs_reader, cannot_wait, expected):
    assert delivery_of(frequency, needs_reader=needs_reader, cannot_wait=cannot_wait) is expected


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
