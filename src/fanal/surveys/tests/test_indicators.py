"""US1 from a published survey: those who use digital tools every week, out of all who answered."""

import pytest

from fanal.core.tenancy import scope
from fanal.surveys.actions import survey as actions
from fanal.surveys.actions.question import change_question
from fanal.surveys.contributions.indicators import weekly_use
from fanal.surveys.rules.delivered import NO_PUPILS
from fanal.surveys.tests.conftest import TODAY, VALUES, answer, ended
from fanal.year.rules.periods import PeriodKind, period_of

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
        actions.publish_survey(survey, today=TODAY, by=boss)
        measure = weekly_use(school, period)
        assert (measure.numerator, measure.denominator, measure.people) == (23, 31, 31)
        assert measure.counts_people


def test_us1_is_of_those_who_teach_under_corrected_words_too(school, boss):
    with scope(school):
        survey = actions.begin_survey(school, VALUES, "usages", today=TODAY, by=boss)
        question = survey.questions.get(measure="US1")
        labels = tuple(question.options.values_list("label", flat=True))
        corrected = tuple("Je n’enseigne pas" if label == NO_PUPILS else label for label in labels)
        change_question(question, question.drafted(corrected), by=boss)
        options = survey.questions.get(measure="US1").options
        assert [*options.filter(is_outside=True).values_list("label", flat=True)] == ["Je n’enseigne pas"]
        assert options.filter(is_counted=True).count() == 2


def test_us1_is_of_those_who_teach(school, boss):
    """December § 2.6: US1 « enseignants » divided by all staff."""
    with scope(school):
        survey = actions.begin_survey(school, VALUES, "usages", today=TODAY, by=boss)
        survey = actions.open_survey(survey, today=TODAY, by=boss)
        for label, times in (("Chaque semaine", 12), ("Jamais", 8), (NO_PUPILS, 6)):
            answer(survey, label, times=times)
        survey = ended(school, boss, survey)
        actions.publish_survey(survey, today=TODAY, by=boss)
        measure = weekly_use(school, period_of(TODAY, PeriodKind.YEAR))
    assert (measure.numerator, measure.denominator, measure.people) == (12, 20, 20)
