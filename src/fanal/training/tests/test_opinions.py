"""An opinion is a count: one each, read once closed, and never so that a few are known."""

from datetime import timedelta

import pytest

from fanal.core.errors import RuleBroken
from fanal.core.tenancy import scope
from fanal.training.actions import registration as places
from fanal.training.models import SessionOpinion
from fanal.training.reading.session import opinions_of
from fanal.training.tests.conftest import TODAY, after, held, teacher_actor

pytestmark = pytest.mark.clock(TODAY)


def test_an_opinion_is_a_count_and_one_each(school, boss):
    with scope(school):
        made, rows = held(school, boss, 6)
        for row in rows:
            places.give_opinion(row, "1", now=after(made), by=teacher_actor(row.person))
        other, more = held(school, boss, 10)
        for rank, row in enumerate(more):
            places.give_opinion(row, "12"[rank % 2], now=after(other), by=teacher_actor(row.person))
        with pytest.raises(RuleBroken, match="déjà donné"):
            places.give_opinion(rows[0], "2", now=after(made), by=teacher_actor(rows[0].person))
        (count,) = SessionOpinion.objects.for_school(school).filter(session=made)
        assert count.count == 6
        still_open, closed = made.day + timedelta(days=14), made.day + timedelta(days=15)
        assert opinions_of(made, still_open, 5)[0].lines == (), "no count while somebody may still answer"
        assert opinions_of(other, closed, 5)[0].lines[0].words == "5"
        assert opinions_of(made, closed, 5)[0].lines == (), "six of six alike: it would be said of each"


def test_four_opinions_are_not_read(school, boss):
    with scope(school):
        made, rows = held(school, boss, 4)
        for row in rows:
            places.give_opinion(row, "4", now=after(made), by=teacher_actor(row.person))
        result = opinions_of(made, made.day + timedelta(days=15), 5)[0]
    assert result.lines == ()
    assert "Moins de 5 réponses" in result.sentence


def test_opinions_that_would_show_a_few_are_not_read(school, boss):
    """Six and two: the two would be known by difference, so neither is said."""
    with scope(school):
        made, rows = held(school, boss, 8)
        for rank, row in enumerate(rows):
            answer = "4" if rank < 2 else "1"
            places.give_opinion(row, answer, now=after(made), by=teacher_actor(row.person))
        result = opinions_of(made, made.day + timedelta(days=15), 5)[0]
    assert result.lines == ()
    assert "ou trop partagées" in result.sentence
