"""The help of the demonstration can be made on any day of the calendar."""

from datetime import date

import pytest
import time_machine

from fanal.accounts.models.roles import Role
from fanal.accounts.tests.factories import PersonFactory, SchoolFactory, member_of
from fanal.core.story import Story
from fanal.core.tenancy import scope
from fanal.peer_help.models import OpenHour, OpenHourSlot, PeerOffer, ProjectHelp
from fanal.peer_help.story.peer_help import help_each_other

DAYS = (date(2027, 1, 1), date(2028, 2, 29), date(2027, 3, 28), date(2027, 10, 31), date(2026, 12, 24))
pytestmark = pytest.mark.clock(DAYS[0])


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_one_is_helped_one_waits_and_an_hour_comes(db, day):
    with time_machine.travel(day):
        school = SchoolFactory()
        with scope(school):
            lead = member_of(school, Role.DIGITAL_LEAD).person
            teachers = [PersonFactory(school=school) for _ in range(8)]
        help_each_other(Story(day, school=school, people={"digital_lead": lead}, teachers=teachers))
        with scope(school):
            states = ProjectHelp.objects.for_school(school).order_by("pk").values_list("state", flat=True)
            assert list(states) == ["done"] * 4 + ["taken", "open"]
            assert OpenHour.objects.for_school(school).count() == 3
            assert PeerOffer.objects.for_school(school).count() == 3
            assert OpenHourSlot.objects.for_school(school).exclude(booked_by=None).count() == 1
