from datetime import UTC, datetime, timedelta

import pytest

from fanal.helpdesk.rules.codes import State, Urgency, WaitingFor
from fanal.helpdesk.rules.priority import MATRIX, Group, Line, Reach, group, order_key, priority

NOW = datetime(2026, 11, 25, 8, tzinfo=UTC)


def line(state: State = State.TAKEN, urgency: Urgency = Urgency.ANNOYING, **said: object) -> Line:
    return Line(**{"state": state, "urgency": urgency, "asked_at": NOW, **said})  # type: ignore[arg-type]


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


@pytest.mark.parametrize(
    ("request_line", "heading"),
    [
        pytest.param(
            line(urgency=Urgency.BLOCKED, lesson_today=True), Group.BLOCKS_A_LESSON, id="lesson today"
        ),
        pytest.param(line(urgency=Urgency.BLOCKED), Group.IN_HAND, id="blocked, but no lesson today"),
        pytest.param(line(days_late=1), Group.LATE, id="our promise is late"),
        pytest.param(
            line(State.WAITING, waiting_for=WaitingFor.AUTHORITY, days_late=2), Group.LATE, id="so is theirs"
        ),
        pytest.param(line(State.SENT), Group.TO_ANSWER, id="nobody has read it"),
        pytest.param(line(unanswered_since=NOW), Group.TO_ANSWER, id="the requester wrote again"),
        pytest.param(line(), Group.IN_HAND, id="in hand"),
        pytest.param(line(State.WAITING, waiting_for=WaitingFor.PART), Group.WAITING, id="waits for a part"),
        pytest.param(line(State.SOLVED), Group.TO_CONFIRM, id="solved"),
        pytest.param(line(State.SOLVED, unanswered_since=NOW), Group.TO_ANSWER, id="solved but answered"),
        pytest.param(line(State.CLOSED), Group.CLOSED, id="closed"),
    ],
)
def test_each_request_has_its_heading(request_line: Line, heading: Group) -> None:
    assert group(request_line) is heading
    assert heading.title


def test_the_day_is_sorted_by_what_matters() -> None:
    blocked = line(State.SENT, Urgency.BLOCKED, lesson_today=True)
    very_late, late = line(days_late=5), line(days_late=1)
    old = line(State.SENT, asked_at=NOW - timedelta(days=3))
    new = line(State.SENT)
    minor = line(State.SENT, Urgency.CAN_WAIT, asked_at=NOW - timedelta(days=9))
    waiting = line(State.WAITING, waiting_for=WaitingFor.REQUESTER)
    expected = [blocked, very_late, late, old, new, minor, waiting]
    upside_down = [*expected[3:], *expected[:3]]
    assert sorted(upside_down, key=order_key) == expected
