"""The training part of the report for the board: counted by hand, guarded, and no name in it."""

import json
from datetime import date, timedelta

import pytest

from fanal.core.registry import registered
from fanal.core.tenancy import scope
from fanal.measures.reading.report_blocks import REPORT_BLOCK
from fanal.measures.reading.report_data import as_data, block_of
from fanal.training.actions import local_training
from fanal.training.actions import registration as places
from fanal.training.models import TrainingSession
from fanal.training.tests.conftest import TODAY, after, asked, held, teacher_actor
from fanal.year.rules.periods import MeasurePeriod, PeriodKind
from fanal.year.rules.years import year_of

pytestmark = pytest.mark.clock(TODAY)
YEAR = MeasurePeriod(year_of(TODAY), PeriodKind.YEAR)
HALF, OTHER_HALF = (MeasurePeriod(year_of(TODAY), PeriodKind.HALF, rank) for rank in (0, 1))
LATER = date(2027, 7, 1)  # once all could answer, three months after too


def composed(school, period=YEAR, today=LATER):
    (source,) = [source for source in registered(REPORT_BLOCK) if source.code == "training.sessions"]
    return source.compose(school, period, today)


def answered(made, rows, answers, **when):
    """Each gives one of these answers, so long after."""
    for row, answer in zip(rows, answers, strict=True):
        places.give_opinion(row, answer, now=after(made, **when), by=teacher_actor(row.person))


def values_of(block):
    return {figure.code: figure.value for figure in block.figures}


def test_the_board_reads_sessions_places_and_presences_by_subject(school, boss, subject):
    """Two sessions of twelve places, with seven and three people: 24 places, 10 presences."""
    with scope(school):
        assert composed(school) is None
        first, _ = held(school, boss, 7)
        TrainingSession.objects.for_school(school).filter(pk=first.pk).update(subject=subject)
        held(school, boss, 3)
        block = composed(school)
        assert composed(school, OTHER_HALF) is None
    assert values_of(block) == {"training.held": "2", "training.seats": "24", "training.present": "10"}
    assert block.sentences[0].text == "2 séances de formation tenues, 24 places."
    assert [row.label for row in block.figure("training.present").trace] == [
        "Évaluer · 12 places",
        "Sans sujet · 12 places",
    ]
    assert dict(block.bars.bars) == {"Évaluer": 1, "Sans sujet": 1}
    assert as_data(block_of(as_data(block))) == as_data(block)


def test_four_who_were_there_are_not_counted(school, boss):
    """Neither the number nor that there was nobody: both read alike."""
    with scope(school):
        held(school, boss, 4)
        few = values_of(composed(school))
    assert few == {"training.held": "1", "training.seats": "12"}


def test_a_half_where_four_were_there_keeps_the_year_silent(school, boss):
    """Seven in autumn, four in spring: the year less its first half would say the four."""
    with scope(school):
        held(school, boss, 7)
        spring, _ = held(school, boss, 4)
        TrainingSession.objects.for_school(school).filter(pk=spring.pk).update(day=date(2027, 3, 9))
        assert "training.present" not in values_of(composed(school))
        assert "training.present" not in values_of(composed(school, OTHER_HALF))
        later, _ = held(school, boss, 5)
        TrainingSession.objects.for_school(school).filter(pk=later.pk).update(day=date(2027, 4, 6))
        assert values_of(composed(school))["training.present"] == "16"


def test_opinions_are_those_that_the_page_of_a_session_shows(school, boss):
    """Five of ten « très utile », then six of eleven; one of six and two says nothing, nor in the sum."""
    with scope(school):
        first, rows = held(school, boss, 10)
        answered(first, rows, "1111122222", hours=1)
        answered(first, rows, "1111122222", days=95)
        second, rows = held(school, boss, 11)
        answered(second, rows, "11111122222", hours=1)
        third, rows = held(school, boss, 8)
        answered(third, rows, "11111144", hours=1)
        early = values_of(composed(school, today=first.day + timedelta(days=14)))
        block = composed(school)
    assert "training.useful" not in early, "no count while somebody may still answer"
    useful = block.figure("training.useful")
    assert (useful.value, useful.rows) == ("11 sur 21", 2)
    assert block.figure("training.used").value == "5 sur 10"


def test_what_was_asked_of_the_academie_and_what_it_answered(school, boss, subject):
    """Two sent in the period, one accepted, one without an answer; the draft does not count."""
    about = {"title": "Pour Mme Durand", "aims": "", "wished_on": date(2027, 3, 9), "place": "", "others": 12}
    with scope(school):
        for _ in range(12):
            asked(school, subject)
        for _ in range(2):
            sent = local_training.prepare(subject, about, today=TODAY, by=boss)
            local_training.send(sent, today=TODAY, by=boss)
        local_training.prepare(subject, about, today=TODAY, by=boss)
        answer = {"state": "accepted", "answered_on": TODAY, "reason": "", "reference": ""}
        local_training.note_answer(sent, answer, today=TODAY, by=boss)
        block = composed(school, HALF)
    assert values_of(block) == {
        "training.asked": "2",
        "training.answered": "1 sur 2",
        "training.accepted": "1 sur 2",
    }
    assert [row.label for row in block.figure("training.asked").trace] == [
        "Évaluer · Envoyée",
        "Évaluer · Acceptée",
    ]
    assert block.sentences[0].text == "2 formations demandées à l’académie, 1 acceptée."
    assert "Durand" not in json.dumps(as_data(block), ensure_ascii=False), "a title may say a name"
