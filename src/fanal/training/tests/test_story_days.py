"""The demonstration opens on any day: its trainings can be planned, asked for and refused on each of them."""

from datetime import date, timedelta

import pytest

from fanal.accounts.models.roles import Role
from fanal.accounts.tests.factories import PersonFactory, SchoolFactory, member_of
from fanal.core.story import Story
from fanal.core.tenancy import scope
from fanal.training.models import LocalTraining, SessionRegistration, TrainingNeed
from fanal.training.reading.plan import rules_in_force, subjects_with_needs
from fanal.training.story.training import ASKING, days_of_sessions, plan_the_trainings
from fanal.year.rules.calendars import HOLIDAYS, Region
from fanal.year.rules.delays import school_calendar

FIRST = date(2026, 8, 1)
pytestmark = pytest.mark.clock(FIRST)


@pytest.mark.parametrize("zone", ["A", "B", "C", ""])
def test_its_sessions_stand_before_and_after_any_day(zone):
    periods = [period for period in HOLIDAYS if zone and zone in period.zones]
    calendar = school_calendar(periods, Region.MAINLAND if zone else Region.REUNION)
    for shift in range(730):
        today = FIRST + timedelta(days=shift)
        past, recent, coming = days_of_sessions(today, calendar)
        assert past < recent < today < coming, today


@pytest.mark.django_db
@pytest.mark.parametrize(
    "today",
    [
        date(2026, 9, 1),
        date(2026, 11, 26),
        date(2027, 1, 31),
        date(2027, 2, 28),
        date(2027, 7, 14),
        date(2028, 2, 29),
    ],
)
def test_eleven_colleagues_need_the_same_training(time_machine, today):
    """The product's own story: eleven needs for the same training, one less than the threshold."""
    time_machine.move_to(f"{today}T09:00:00+00:00", tick=False)
    school = SchoolFactory()
    with scope(school):
        story = Story(today, school)
        story.people["digital_lead"] = member_of(school, Role.DIGITAL_LEAD).person
        story.people["teacher"] = member_of(school, Role.TEACHER).person
        story.teachers = [story.people["teacher"], *PersonFactory.create_batch(24, school=school)]
    plan_the_trainings(story)
    with scope(school):
        most = subjects_with_needs(school, rules_in_force(school).rules, today)[0]
        assert most.subject.name == "Évaluer avec le numérique"
        assert most.people == ASKING
        assert not TrainingNeed.objects.for_school(school).filter(person=story.people["teacher"]).exists()
        assert LocalTraining.objects.for_school(school).get().state == "refused"
        assert SessionRegistration.objects.for_school(school).in_line().count() == 2
