import pytest

from fanal.helpdesk.rules.codes import Urgency
from fanal.helpdesk.rules.priority import MATRIX, Reach, priority


@pytest.mark.parametrize(
    ("urgency", "reach", "number"),
    [
        pytest.param(Urgency.BLOCKED, Reach.WHOLE_SCHOOL, 5, id="the whole school is stopped"),
        pytest.param(Urgency.BLOCKED, Reach.ONE_ROOM, 4, id="a lesson is blocked"),
        pytest.param(Urgency.ANNOYING, Reach.ONE_ROOM, 3, id="annoying in a room"),
        pytest.param(Urgency.ANNOYING, Reach.ONE_PERSON, 2, id="annoying for one"),
        pytest.param(Urgency.CAN_WAIT, Reach.ONE_PERSON, 1, id="can wait"),
    ],
)
def test_three_words_and_a_reach_give_a_priority(urgency: Urgency, reach: Reach, number: int) -> None:
    assert priority(urgency, reach) == number


def test_more_urgency_or_more_impact_never_lowers_the_priority() -> None:
    rows = list(MATRIX.values())
    assert all(list(row) == sorted(row) for row in rows)
    assert all(list(column) == sorted(column) for column in zip(*rows, strict=True))
