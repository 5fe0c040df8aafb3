"""Eight to fifteen indicators, goals that make sense, series that break: the rules of a school's set."""

from decimal import Decimal

import pytest

from fanal.indicators.rules.catalogue import CATALOGUE
from fanal.indicators.rules.choice import AIMS, LEAST, MOST, USUAL, proposed, set_refusals
from fanal.indicators.rules.figure import KeptFigure, ShownFigure, gap_words
from fanal.indicators.rules.goals import Goals, goal_refusals, progress, state_of
from fanal.indicators.rules.series import Point, before, breaks, in_order, since_start
from fanal.year.rules.periods import MeasurePeriod, PeriodKind
from fanal.year.rules.years import SchoolYear

YEAR = SchoolYear(2026)


@pytest.mark.parametrize("aims", [[], ["equip"], ["skills", "steer"], [aim.code for aim in AIMS]])
def test_a_set_is_proposed_for_any_aims_and_is_accepted(aims):
    codes = proposed(aims, computed={"EQ1", "TK1"})
    assert LEAST <= len(codes) <= MOST
    assert not set_refusals(codes)


def test_what_fanal_counts_comes_first_when_there_are_too_many():
    every = [aim.code for aim in AIMS]
    assert set(proposed(every, computed={"VE1"})) >= {"VE1"}


def test_all_aims_name_indicators_that_exist():
    named = {code for aim in AIMS for code in aim.codes} | set(USUAL)
    assert named <= set(CATALOGUE)


@pytest.mark.parametrize("count", [0, 1, 7, 16, 42])
def test_seven_are_too_few_and_sixteen_too_many(count):
    """Field reading: 45 indicators at once are what annoys colleagues."""
    assert set_refusals(list(CATALOGUE)[:count])


def test_a_code_of_nowhere_is_refused_and_one_twice_counts_once():
    assert set_refusals([*list(CATALOGUE)[:9], "XX1"])
    assert set_refusals(["EQ1"] * 9)


@pytest.mark.parametrize(
    ("code", "goals", "refused"),
    [
        ("EQ1", Goals(Decimal(20), Decimal(35), Decimal(15)), False),
        ("EQ1", Goals(None, Decimal(35), Decimal(40)), True),
        ("EQ4", Goals(Decimal(60), Decimal(30), Decimal(50)), False),
        ("EQ4", Goals(None, Decimal(30), Decimal(20)), True),
        ("EQ4", Goals(None, Decimal(130), None), True),
        ("EQ4", Goals(None, Decimal(-1), None), True),
        ("TK1", Goals(None, Decimal(10), None), True),
        ("TK1", Goals(Decimal(10), None, None), False),
    ],
)
def test_goals_follow_the_direction(code, goals, refused):
    """More requests can mean more use (TK1): it is read, never aimed at."""
    assert bool(goal_refusals(CATALOGUE[code], goals)) is refused


@pytest.mark.parametrize(
    ("code", "value", "tone", "way"),
    [
        ("EQ1", 35, "ok", 100),
        ("EQ1", 30, "warn", 50),
        ("EQ1", 22, "bad", 0),
        ("EQ1", 50, "ok", 100),
    ],
)
def test_the_state_of_a_value_and_its_way(code, value, tone, way):
    goals = Goals(Decimal(25), Decimal(35), Decimal(23))
    assert state_of(CATALOGUE[code], goals, Decimal(value))[1] == tone
    assert progress(goals, Decimal(value)) == way


def test_where_less_is_better_the_sides_are_turned():
    goals = Goals(Decimal(60), Decimal(30), Decimal(50))
    tones = [state_of(CATALOGUE["EQ4"], goals, Decimal(value))[1] for value in (29, 40, 55)]
    assert tones == ["ok", "warn", "bad"]
    assert progress(goals, Decimal(45)) == 50
    assert progress(Goals(Decimal(30), Decimal(30)), Decimal(30)) is None


def point(period: MeasurePeriod, value: int | None, version: str = "1.1") -> Point:
    number = None if value is None else Decimal(value)
    return Point(period, KeptFigure(number), version, CATALOGUE["EQ1"], smallest=5)


def yearly(first: int, value: int | None, version: str = "1.1") -> Point:
    return point(MeasurePeriod(SchoolYear(first), PeriodKind.YEAR), value, version)


def test_a_definition_that_changes_in_the_middle_of_a_series_breaks_it():
    """Neither N against N-1 nor « since the start » crosses the break."""
    points = [yearly(2022, 20), yearly(2023, 25), yearly(2024, 30, "1.2"), yearly(2025, 33, "1.2")]
    points.append(yearly(2026, 36, "1.2"))
    assert breaks(points) == [2]
    assert before(points, points[2].period) is None
    assert before(points, points[4].period) == points[3]
    assert since_start(points, points[4].period) == points[2]
    assert since_start(points, points[2].period) is None


def test_a_term_stands_beside_the_same_term_and_never_beside_a_year():
    terms = [
        MeasurePeriod(SchoolYear(first), PeriodKind.TERM, rank) for first in (2025, 2026) for rank in (0, 1)
    ]
    points = [yearly(2025, 100), *(point(term, 10 * rank) for rank, term in enumerate(terms, 1))]
    ordered = in_order(points, terms[-1])
    assert [one.period for one in ordered] == terms
    assert before(ordered, terms[2]).period == terms[0]
    assert since_start(ordered, terms[3]).period == terms[1]


@pytest.mark.parametrize(
    ("now", "last", "unit", "words"),
    [
        (40, 37, "%", "+3 points"),
        (37, 38, "%", "−1 point"),
        (37, 37, "%", "stable"),
        (12, 15, "h", "−3 h"),
        (12, 15, "", "−3"),
        ("102.5", 64, "Mbit/s", "+39 Mbit/s"),  # shown as 103: « +38,5 » contradicted it
        ("43.94", "40.06", "%", "+3,8 points"),
        (None, 15, "", ""),
        (12, None, "", ""),
    ],
)
def test_a_gap_is_said_only_between_two_exact_values(now, last, unit, words):
    figures = [ShownFigure(None if value is None else Decimal(value), "") for value in (now, last)]
    assert gap_words(*figures, unit).replace("\u00a0", " ") == words
    assert gap_words(figures[0], None, unit) == ""
