"""When an outage is over, and what it is called."""

from datetime import UTC, datetime, timedelta

import pytest

from fanal.helpdesk.rules.outages import CLOSED, OVER, is_over, named, refusals
from fanal.online_services.rules.states import CHECKED, DECLARED, Period, State

NOW = datetime(2026, 11, 26, 10, tzinfo=UTC)
BEFORE = NOW - timedelta(hours=2)


@pytest.mark.parametrize(
    ("source", "ended", "expected", "state", "answer"),
    [
        (DECLARED, None, None, State.OK, False),
        (DECLARED, BEFORE, None, State.OK, True),
        (DECLARED, BEFORE, None, State.UNKNOWN, True),
        (DECLARED, BEFORE, None, State.DISTURBED, False),
        (DECLARED, BEFORE, None, State.PLANNED, False),
        (DECLARED, None, BEFORE, State.UNKNOWN, True),
        (CHECKED, BEFORE, None, State.UNKNOWN, False),
        (CHECKED, BEFORE, None, State.OK, True),
    ],
)
def test_it_is_over_when_its_service_works_as_far_as_anybody_says(source, ended, expected, state, answer):
    period = Period(State.DOWN, source, BEFORE - timedelta(hours=1), ended, expected)
    assert is_over(period, state, NOW) is answer


def test_only_an_open_request_is_linked_to_what_does_not_work_now():
    down = Period(State.DOWN, DECLARED, BEFORE)
    assert refusals(down, NOW, is_open=True) == []
    assert refusals(down, NOW, is_open=False) == [CLOSED]
    assert refusals(Period(State.DOWN, DECLARED, BEFORE, NOW), NOW, is_open=True) == [OVER]
    assert refusals(Period(State.PLANNED, DECLARED, BEFORE), NOW, is_open=True) == [OVER]


def test_its_name_elides():
    assert named(State.DOWN, "Pronote") == "panne de Pronote"
    assert named(State.DISTURBED, "Éléa") == "perturbation d’Éléa"
