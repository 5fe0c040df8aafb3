"""A year beside the one before, in words."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fanal.agenda.rules.figures import (
    FEW,
    TOO_FEW,
    UNKNOWN,
    Value,
    difference,
    value_in_words,
)
from fanal.year.rules.working_hours import worked_hours_words
from fanal.year.rules.years import same_day

COUNTS = st.integers(0, 100_000)


def count(number):
    return Value(number, number)


@pytest.mark.parametrize(
    ("now", "before", "words"),
    [
        (172, 160, "12 de plus (+8\N{NO-BREAK SPACE}%)"),
        (80, 160, "80 de moins (−50\N{NO-BREAK SPACE}%)"),
        (160, 160, "autant"),
        (9, 160, TOO_FEW),
        (160, 0, TOO_FEW),
        (0, 0, TOO_FEW),
        (10, 11, "1 de moins (−9\N{NO-BREAK SPACE}%)"),
    ],
)
def test_what_happens_is_compared_when_there_is_enough(now, before, words):
    assert difference(count(now), count(before)) == words


def test_what_stands_is_told_however_small_and_without_a_percentage():
    assert difference(count(5), count(4), is_state=True) == "1 de plus"
    assert difference(count(0), count(0), is_state=True) == "autant"


def test_what_nobody_knows_is_not_compared():
    assert difference(count(5), Value(), is_state=True) == UNKNOWN
    assert difference(Value(), count(50)) == UNKNOWN


def test_delays_are_compared_in_hours_of_work():
    assert difference(Value(5, 40), Value(29.4, 60), is_duration=True) == "24,4 h ouvrées de moins"
    assert difference(Value(5.2, 40), Value(5, 60), is_duration=True) == "pareil, à une heure près"
    assert difference(Value(5, 40), Value(29, 3), is_duration=True) == TOO_FEW
    assert [worked_hours_words(hours) for hours in (0.2, 1, 47.46, 60)] == [
        "0,2 h ouvrée",
        "1 h ouvrée",
        "47,5 h ouvrées",
        "60 h ouvrées",
    ]


def test_a_figure_is_told():
    assert value_in_words(count(12500), is_duration=False) == "12\N{NARROW NO-BREAK SPACE}500"
    assert value_in_words(Value(), is_duration=True) == "–"


@given(COUNTS, COUNTS)
def test_no_division_by_zero_and_no_trend_on_a_handful(now, before):
    words = difference(count(now), count(before))
    if min(now, before) < FEW:
        assert words == TOO_FEW
    else:
        assert ("de plus" in words) == (now > before)
        assert ("de moins" in words) == (now < before)
    assert difference(count(now), count(before), is_state=True)


def test_the_same_date_of_the_year_before():
    assert same_day(date(2026, 11, 26), 2025) == date(2025, 11, 26)
    assert same_day(date(2027, 3, 5), 2025) == date(2026, 3, 5)
    assert same_day(date(2028, 2, 29), 2026) == date(2027, 2, 28)
