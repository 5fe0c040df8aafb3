"""Surveys in the report for the board: published ones alone, answers by tens, nothing under the threshold."""

import pytest

from fanal.core.registry import registered
from fanal.core.tenancy import scope
from fanal.measures.reading.report_blocks import REPORT_BLOCK
from fanal.measures.reading.report_data import as_data, block_of
from fanal.surveys.actions import survey as actions
from fanal.surveys.models import Survey
from fanal.surveys.rules.running import in_tens
from fanal.surveys.tests.conftest import TODAY, answer, ended, opened
from fanal.year.rules.periods import PeriodKind, period_of

pytestmark = pytest.mark.clock(TODAY)


def composed(school):
    (source,) = [source for source in registered(REPORT_BLOCK) if source.code == "surveys.published"]
    return source.compose(school, period_of(TODAY, PeriodKind.YEAR), TODAY)


def published(school, by, yes, no, **about):
    survey = opened(school, by, **about)
    answer(survey, "Oui", times=yes)
    answer(survey, "Non", times=no)
    return actions.publish_survey(ended(school, by, survey), today=TODAY, by=by)


def test_whole_tens():
    assert [in_tens(count) for count in (0, 9, 10, 34)] == [0, 0, 10, 30]


def test_the_board_reads_published_surveys_and_tens_of_answers(school, boss):
    """24 and 12 answers: 20 and 10. One that is only ended says nothing."""
    with scope(school):
        assert composed(school) is None
        unpublished = opened(school, boss, title="Secret")
        answer(unpublished, "Oui", times=20)
        ended(school, boss, unpublished)
        assert composed(school) is None
        published(school, boss, 12, 12, title="Premier")
        published(school, boss, 7, 5, title="Second")
        block = composed(school)
    assert block.figure("surveys.published").value == "2"
    figure = block.figure("surveys.answers")
    assert (figure.value, figure.numerator) == ("au moins 30", 30)
    assert [row.label for row in figure.trace] == [
        "Second · au moins 10 réponses",
        "Premier · au moins 20 réponses",
    ]
    assert dict(block.bars.bars) == {"Oui": 58, "Non": 42}
    assert "Secret" not in str(as_data(block))
    assert as_data(block_of(as_data(block))) == as_data(block)


def test_a_small_group_of_answers_is_nowhere_in_the_block(school, boss):
    """Two of twelve: neither is drawn. A survey keeps the threshold that it was published with (N3)."""
    with scope(school):
        published(school, boss, 10, 2)
        assert composed(school).bars is None
        before = composed(school)
        school.smallest_group = 13
        school.save(update_fields=["smallest_group"])
        assert composed(school) == before
        assert Survey.objects.for_school(school).get().is_published
