"""What is left of a lesson beside what is booked."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from fanal.timetable.rules.free_parts import free_parts

NOON = datetime(2026, 11, 27, 12, tzinfo=ZoneInfo("Europe/Paris"))


def stretch(first: int, last: int) -> tuple[datetime, datetime]:
    """These minutes after noon."""
    return NOON + timedelta(minutes=first), NOON + timedelta(minutes=last)


@pytest.mark.parametrize(
    ("held", "left"),
    [
        ([], [(0, 120)]),
        ([(-60, 0), (120, 180)], [(0, 120)]),
        ([(0, 55)], [(55, 120)]),
        ([(65, 120)], [(0, 65)]),
        ([(40, 80)], [(0, 40), (80, 120)]),
        ([(80, 100), (20, 40)], [(0, 20), (40, 80), (100, 120)]),
        ([(0, 55), (65, 120)], []),
        ([(-10, 130)], []),
        ([(0, 60), (30, 90)], [(90, 120)]),
    ],
)
def test_a_lesson_keeps_the_time_that_nobody_has_but_for_a_break(held, left):
    parts = free_parts(stretch(0, 120), [stretch(*pair) for pair in held])
    assert parts == [stretch(*pair) for pair in left]
