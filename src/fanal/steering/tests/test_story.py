"""The project of the demonstration can be told on any day: its months fall in its years, its day has come."""

from datetime import date, timedelta

import pytest

from fanal.steering.rules.delivered_grid import QUESTIONS
from fanal.steering.rules.version import ends_on, starts_on
from fanal.steering.story.plan import ACTIONS, PLAN
from fanal.steering.story.project import LAST_YEAR, THIS_YEAR, month_of
from fanal.year.rules.years import year_of

FIRST = date(2026, 8, 1)

pytestmark = pytest.mark.clock(FIRST)


def test_each_action_has_its_objective_and_its_days_in_the_project():
    aims = {aim for _, wanted in PLAN for aim, _ in wanted}
    for shift in range(800):
        first = year_of(FIRST + timedelta(days=shift)).previous.first
        for aim, _, _, _, since, until, *_ in ACTIONS:
            assert aim in aims
            begin, end = month_of(first, since), month_of(first, until) - timedelta(days=1)
            assert starts_on(first) <= begin <= end <= ends_on(first, 3)


def test_what_is_voted_was_voted_before_today():
    for shift in range(800):
        today = FIRST + timedelta(days=shift)
        assert date(year_of(today).previous.first, 11, 20) < today


@pytest.mark.parametrize("signs", [LAST_YEAR, THIS_YEAR])
def test_each_question_of_the_delivered_grid_has_its_sign(signs):
    assert len(signs) == len(QUESTIONS)
