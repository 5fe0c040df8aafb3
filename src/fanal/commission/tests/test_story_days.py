"""The demonstration opens on any day of the calendar: its meetings can always be made."""

from datetime import date, timedelta

import pytest

from fanal.commission.story.commission import HELD, days_of_story
from fanal.year.rules.calendars import HOLIDAYS, Region
from fanal.year.rules.delays import school_calendar

pytestmark = pytest.mark.clock(date(2026, 8, 1))


@pytest.mark.parametrize("zone", ["A", "B", "C", ""])
def test_the_meetings_of_the_story_fall_on_working_days_from_any_day_on(zone):
    periods = [period for period in HOLIDAYS if zone and zone in period.zones]
    calendar = school_calendar(periods, Region.MAINLAND if zone else Region.REUNION)
    for shift in range(730):
        today = date(2026, 8, 1) + timedelta(days=shift)
        days = days_of_story(today, calendar)
        assert all(map(calendar.is_working, days.values()))
        assert days["coming"] > today
        past = [days[f"held-{ago}"] for ago, *_ in HELD]
        assert all(today - timedelta(days=200) < day < today for day in [*past, days["dialogue"]])
        (_, _, _, ((_, _, late_after), *_)) = HELD[1]
        assert days[f"held-{HELD[1][0]}"] + timedelta(days=late_after) < today, "one decision is late"
