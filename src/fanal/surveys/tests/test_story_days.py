"""The surveys of the demonstration can be made on any day of the calendar."""

from datetime import date
from random import Random

import pytest
import time_machine

from fanal.accounts.models.roles import Role
from fanal.accounts.tests.factories import SchoolFactory, member_of
from fanal.core.story import Story
from fanal.core.tenancy import scope
from fanal.surveys.models import Survey
from fanal.surveys.story.surveys import keep_surveys

DAYS = (date(2027, 1, 1), date(2028, 2, 29), date(2027, 8, 31), date(2027, 10, 31), date(2026, 12, 24))
pytestmark = pytest.mark.clock(DAYS[0])


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_one_is_published_one_is_open_one_is_written(db, day):
    with time_machine.travel(day):
        school = SchoolFactory()
        with scope(school):
            lead = member_of(school, Role.DIGITAL_LEAD).person
        keep_surveys(Story(day, school=school, people={"digital_lead": lead}, chance=Random(1)))
        with scope(school):
            rows = Survey.objects.for_school(school).order_by("pk").values_list("state", "answers")
            assert list(rows) == [("published", 34), ("open", 12), ("draft", 0)]
