"""When an outage is over, and what it is called."""

from datetime import UTC, datetime, timedelta

import pytest

from fanal.helpdesk.rules.outages import CLOSED, OVER, is_over, refusals
from fanal.helpdesk.rules.wording import named
from fanal.service_status.rules.states import CHECKED, DECLARED, PeriodFacts, ServiceState

NOW = datetime(2026, 11, 26, 10, tzinfo=UTC)
BEFORE = NOW - timedelta(hours=2)


@pytest.mark.parametrize(
    ("source", "ended", "expected", "state", "answer"),
    [
        (DECLARED, None, None, ServiceState.OK, False),
        (DECLARED, BEFORE, None, ServiceState.OK, True),
        (DECLARED, BEFORE, None, ServiceState.UNKNOWN, True),
        (DECLARED, BEFORE, None, ServiceState.DISTURBED, False),
        (DECLARED, BEFORE, None, ServiceState.PLANNED, False),
        (DECLARED, None, BEFORE, ServiceState.UNKNOWN, True),
        (CHECKED, BEFORE, None, ServiceState.UNKNOWN, False),
        (CHECKED, BEFORE, None, ServiceState.OK, True),
    ],
)
def test_it_is_over_when_its_service_works_as_far_as_anybody_says(source, ended, expected, state, answer):
    period = PeriodFacts(ServiceState.DOWN, source, BEFORE - timedelta(hours=1), ended, expected)
    assert is_over(period, state, NOW) is answer


def test_only_an_open_request_is_linked_to_what_does_not_work_now():
    down = PeriodFacts(ServiceState.DOWN, DECLARED, BEFORE)
    assert refusals(down, NOW, is_open=True) == []
    assert refusals(down, NOW, is_open=False) == [CLOSED]
    assert refusals(PeriodFacts(ServiceState.DOWN, DECLARED, BEFORE, NOW), NOW, is_open=True) == [OVER]
    assert refusals(PeriodFacts(ServiceState.PLANNED, DECLARED, BEFORE), NOW, is_open=True) == [OVER]


def test_its_name_elides():
    assert named(ServiceState.DOWN, "Pronote") == "panne de Pronote"
    assert named(ServiceState.DISTURBED, "Éléa") == "perturbation d’Éléa"
