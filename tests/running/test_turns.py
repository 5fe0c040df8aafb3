"""Ten days that follow each other see all that one day sees a part of (December § 6)."""

from datetime import date, timedelta

import pytest

from tests.running.turns import PARTS, due_on

FIRST = date(2026, 12, 27)  # so that a year ends meanwhile


@pytest.mark.parametrize("many", [0, 1, 9, 10, 838])
def test_ten_days_see_everything_once(many):
    things = [f"/{rank}/" for rank in range(many)]
    seen = [thing for shift in range(PARTS) for thing in due_on(FIRST + timedelta(days=shift), things)]
    assert sorted(seen) == sorted(things)


def test_a_day_has_a_tenth():
    assert {len(due_on(FIRST + timedelta(days=shift), range(838))) for shift in range(PARTS)} == {83, 84}
