"""A survey that is published says US1 at once: « Aucun questionnaire publié » was read until the night."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from fanal.core.clock.testing import today
from fanal.core.tenancy import scope
from fanal.core.testing import words_of
from fanal.indicators.tests.conftest import url
from fanal.surveys.actions import survey as actions
from fanal.surveys.actions.answering import GivenAnswer, count_answer
from fanal.surveys.models import SurveyOption

TODAY = date(2026, 11, 26)
pytestmark = pytest.mark.clock(TODAY)


def answered(school, by):
    """A survey of uses that has ended: ten answers each day, ten never."""
    values = {"title": "Usages", "intro": "", "access": "link", "invited": 40, "is_for_staff": True}
    values |= {"closes_on": today() + timedelta(days=14)}
    survey = actions.begin_survey(school, values, "usages", today=today(), by=by)
    survey = actions.open_survey(survey, today=today(), by=by)
    rows = SurveyOption.objects.for_school(school).filter(question__survey=survey, question__measure="US1")
    for label in ("Chaque jour", "Jamais"):
        option = rows.get(label=label)
        for _ in range(10):
            given = GivenAnswer({option.question_id: frozenset({option.pk})})
            count_answer(survey, given, today=today())
    return actions.end_survey(survey, today=today(), by=by)


def test_a_survey_that_is_published_says_its_indicator_at_once(lead, school, followed, boss):
    with scope(school):
        survey = answered(school, boss)
    page = url(school, "indicator_page", followed["US1"].pk)
    assert "Aucun questionnaire publié" in words_of(lead.get(page).text)
    lead.post(reverse("surveys:survey_publish", args=[school.uai, survey.pk]))
    shown = words_of(lead.get(page).text)
    assert "Aucun questionnaire publié" not in shown
    assert "50" in shown
    assert "10 sur 20" in shown
