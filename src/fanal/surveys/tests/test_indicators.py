"""US1 from a published survey: those who use digital tools every week, out of all who answered."""

import pytest

from fanal.accounts.rules.periods import PeriodKind, period_of
from fanal.core.tenancy import scope
from fanal.surveys.actions import survey as actions
from fanal.surveys.contributions.indicators import weekly_use
from fanal.surveys.tests.conftest import TODAY, VALUES, answer, ended

pytestmark = pytest.mark.clock(TODAY)


def test_us1_counts_the_weekly_ones_of_the_last_published_survey(school, boss):
    with scope(school):
        survey = actions.begin_survey(school, VALUES, "usages", today=TODAY, by=boss)
        survey = actions.open_survey(survey, today=TODAY, by=boss)
        for label, times in (("Chaque jour", 3), ("Chaque semaine", 20), ("Jamais", 8)):
            answer(survey, label, times=times)
        period = period_of(TODAY, PeriodKind.YEAR)
        assert weekly_use(school, period).numerator is None, "nothing before it is published"
        survey = ended(school, boss, survey)
        actions.publish_survey(survey, smallest=5, today=TODAY, by=boss)
        measure = weekly_use(school, period)
        assert (measure.numerator, measure.denominator, measure.people) == (23, 31, 31)
        assert measure.counts_people
