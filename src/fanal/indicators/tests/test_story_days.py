"""The demonstration opens on any day of the calendar: its indicators can always be told."""

from datetime import date

import pytest

from fanal.core.story import Story
from fanal.core.tenancy import scope
from fanal.indicators.models import Indicator, IndicatorValue
from fanal.indicators.rules.goals import state_of
from fanal.indicators.story.indicators import CHOSEN, PUPILS, TYPED, follow_indicators

pytestmark = pytest.mark.clock(date(2026, 8, 1))
DAYS = (
    date(2026, 8, 31),
    date(2026, 9, 1),
    date(2026, 11, 30),
    date(2026, 12, 1),
    date(2027, 1, 1),
    date(2027, 2, 1),
    date(2028, 2, 29),
)


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_two_years_of_values_are_told_from_any_day(school, lead, day):
    story = Story(day, school=school, people={"digital_lead": lead.membership.person})
    follow_indicators(story)
    with scope(school):
        rows = Indicator.objects.for_school(school)
        assert {row.code for row in rows} == {*CHOSEN, "E1"}
        values = IndicatorValue.objects.for_school(school)
        assert values.filter(source="typed").count() == sum(len(sides) for _, sides in TYPED) + 2 * len(
            PUPILS
        )
        assert not values.filter(starts_on__gt=day).exists()
        assert all(
            not row.target or state_of(row.definition, row.goals, row.target)[1] == "ok" for row in rows
        )
