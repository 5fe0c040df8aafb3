"""The feed of the year in calendar programs that nobody here wrote."""

from datetime import timedelta

import pytest

from fanal.agenda.tests.factories import YearTaskFactory
from fanal.agenda.tests.feeds import TODAY, make_link
from fanal.core.calendars.testing import calendar_client
from fanal.core.clock.testing import today
from fanal.core.tenancy import scope
from fanal.year.rules.years import year_of

pytestmark = pytest.mark.clock(TODAY)

__all__ = ["calendar_client"]
TASKS = 27


def test_vdirsyncer_and_khal_show_every_task_of_the_feed(live_server, lead, school, calendar_client):
    """verified.md § 2.10: an identifier of the whole calendar made one event of 27."""
    day = today()
    year = year_of(day).label
    with scope(school):
        for rank in range(TASKS):
            due_on = day + timedelta(days=rank)
            YearTaskFactory(school=school, school_year=year, title=f"Tâche {rank}", due_on=due_on)
    calendar_client.subscribe(live_server.url + make_link(lead, school))
    until = day + timedelta(days=TASKS + 1)
    assert len(calendar_client.titles(day.isoformat(), until.isoformat())) == TASKS
