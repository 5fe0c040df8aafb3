"""The demonstration opens on any day of the calendar: its week of bookings can always be made."""

from datetime import date, timedelta

import pytest

from fanal.bookings.story.bookings import LIMITS, WEEK, full_days
from fanal.timetable.rules.periods import MODELS, runs
from fanal.year.rules.calendars import HOLIDAYS, Region
from fanal.year.rules.delays import school_calendar

pytestmark = pytest.mark.clock(date(2026, 8, 1))
FIRST, YEARS = date(2026, 8, 1), 2


@pytest.mark.parametrize("zone", ["A", "B", "C", ""])
@pytest.mark.parametrize("model", ["8h", "8h30"])
def test_each_booking_of_the_story_can_be_made_from_any_day_on(zone, model):
    """Without a zone: overseas, where a school types its closings itself."""
    periods = [period for period in HOLIDAYS if zone and zone in period.zones]
    calendar = school_calendar(periods, Region.MAINLAND if zone else Region.REUNION)
    periods = MODELS[model][1]
    for shift in range(365 * YEARS):
        today = FIRST + timedelta(days=shift)
        days = full_days(today, calendar, periods)
        assert days[0] > today
        assert full_days(today, calendar, periods, step=-1)[0] < today
        assert days[-1] <= today + timedelta(days=LIMITS["days_ahead"]), today
        for _, rank, codes, _, _ in WEEK:
            (slot,) = runs([(days[rank], code) for code in codes.split()], periods)
            assert slot.codes == codes
