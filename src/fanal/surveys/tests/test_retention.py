"""How long a survey is kept: words a year, tickets 92 days, counts five years."""

from datetime import timedelta

import pytest
from django.utils import timezone

from fanal.core.retention.removal import keep_no_longer
from fanal.core.tenancy import scope
from fanal.surveys.actions.answering import make_tickets
from fanal.surveys.models import Survey, SurveyTicket, SurveyWord
from fanal.surveys.tests.conftest import TODAY, answer, ended, opened

pytestmark = pytest.mark.clock(TODAY)


def after(school, days: int) -> tuple[int, int, int]:
    """How many surveys, words and tickets are left so many days after the end."""
    with scope(school):
        Survey.objects.for_school(school).update(closed_on=TODAY - timedelta(days=days))
    keep_no_longer(timezone.now())
    with scope(school):
        rows = (model.objects.for_school(school).count() for model in (Survey, SurveyWord, SurveyTicket))
        return tuple(rows)


def test_tickets_then_words_then_counts_go_in_their_time(school, boss):
    with scope(school):
        survey = opened(school, boss, access="ticket")
        make_tickets(survey, 3, by=boss)
        answer(survey, "Oui", times=6, words="Bien")
        ended(school, boss, survey)
    assert after(school, 91) == (1, 6, 3)
    assert after(school, 93) == (1, 6, 0)
    assert after(school, 367) == (1, 0, 0)
    assert after(school, 5 * 366) == (0, 0, 0)


def test_an_open_survey_is_not_removed_however_old(school, boss):
    with scope(school):
        opened(school, boss)
        Survey.objects.for_school(school).update(opened_on=TODAY - timedelta(days=4000))
    keep_no_longer(timezone.now())
    with scope(school):
        assert Survey.objects.for_school(school).count() == 1
