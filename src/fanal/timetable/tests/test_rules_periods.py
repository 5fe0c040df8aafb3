"""Lesson periods: uneven breaks, half days, what cannot be a week (users-ask.md B5)."""

from datetime import UTC, date, datetime, time
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from fanal.timetable.rules.periods import (
    MODELS,
    WEDNESDAY,
    Period,
    clock,
    next_lesson,
    refusals,
    running,
    runs,
)

PARIS = ZoneInfo("Europe/Paris")
MODEL = MODELS["8h30"][1]
MONDAY, TUESDAY = date(2026, 11, 30), date(2026, 12, 1)


@pytest.mark.parametrize("name", MODELS)
def test_each_usual_week_is_a_week(name):
    """users-ask.md B5, lesson periods: a grid per weekday."""
    _, periods = MODELS[name]
    assert refusals(periods) == []
    assert len({period.weekday for period in periods}) == 5


def test_breaks_are_uneven_and_wednesday_is_a_half_day():
    """users-ask.md B5: uneven breaks, half days (ep3-bs#481)."""
    mondays = [period for period in MODEL if period.weekday == 0]
    gaps = {
        (after.starts.hour * 60 + after.starts.minute) - (before.ends.hour * 60 + before.ends.minute)
        for before, after in pairwise(sorted(mondays))
    }
    assert len(gaps) > 1
    assert {period.code for period in MODEL if period.weekday == WEDNESDAY} == {"M1", "M2", "M3", "M4"}


@pytest.mark.parametrize(
    ("periods", "said"),
    [
        ([], "au moins un créneau"),
        ([Period(0, time(9), time(8), "M1")], "finit avant de commencer"),
        ([Period(0, time(8), time(9), "M1"), Period(0, time(8, 55), time(10), "M2")], "se chevauchent"),
        ([Period(0, time(8), time(9), "M1"), Period(0, time(9), time(10), "M1")], "s’appellent M1"),
        ([Period(1, time(n), time(n, 30), f"C{n}") for n in range(15)], "plus de 14"),
    ],
)
def test_what_is_no_week_is_refused_in_words(periods, said):
    assert said in " ".join(refusals(periods))


def test_one_overlap_of_every_day_is_said_once():
    """M1 was lengthened in the form: five sentences said the same of five days."""
    week = [
        Period(day, time(hour), time(hour + 1, 5), code)
        for day in range(5)
        for hour, code in ((8, "M1"), (9, "M2"))
    ]
    assert refusals(week) == [
        "Les lundi, mardi, mercredi, jeudi et vendredi, M1 et M2 se chevauchent : M1 finit à 9 h 05, M2 "
        "commence à 9 h."
    ]
    assert refusals(week[:2])[0].startswith("Le lundi, M1 et M2")


def test_the_same_code_may_have_other_hours_another_day():
    assert refusals([Period(0, time(8), time(9), "M1"), Period(2, time(9), time(10), "M1")]) == []


def test_periods_that_follow_each_other_are_one_booking():
    chosen = [(MONDAY, "M2"), (MONDAY, "M1"), (MONDAY, "S1"), (TUESDAY, "M4"), (TUESDAY, "S1")]
    assert [(slot.day, slot.codes) for slot in runs(chosen, MODEL)] == [
        (MONDAY, "M1 M2"),
        (MONDAY, "S1"),
        (TUESDAY, "M4 S1"),
    ]
    assert runs(chosen, MODEL)[0].words == "lundi 30 novembre 2026, M1 M2"


def test_a_cell_that_no_weekday_has_is_left_out():
    assert runs([(date(2026, 12, 2), "S1"), (date(2026, 12, 6), "M1")], MODEL) == []


def test_a_period_is_exact_on_both_sides_of_the_change_of_hour():
    """Bad input of issue 15: a range that crosses the change of hour."""
    period = Period(0, time(8, 30), time(9, 25), "M1")
    before, after = (period.on(day, PARIS)[0] for day in (date(2026, 10, 19), date(2026, 10, 26)))
    assert (before.astimezone(UTC).hour, after.astimezone(UTC).hour) == (6, 7)


@pytest.mark.parametrize(
    ("at", "shown"),
    [
        (datetime(2026, 11, 27, 10, tzinfo=PARIS), date(2026, 11, 27)),
        (datetime(2026, 11, 27, 18, tzinfo=PARIS), MONDAY),
        (datetime(2026, 11, 28, 10, tzinfo=PARIS), MONDAY),
        (datetime(2026, 12, 2, 13, tzinfo=PARIS), date(2026, 12, 3)),
    ],
)
def test_the_week_that_is_shown_has_a_lesson_to_come(at, shown):
    assert next_lesson(at.date(), MODEL, at, PARIS, lambda day: True) == shown
    assert next_lesson(at.date(), [], at, PARIS, lambda day: True) == at.date()


def test_the_lesson_of_this_moment():
    at = datetime(2026, 11, 27, 8, 40, tzinfo=PARIS)
    found = running(at.date(), MODEL, at, PARIS)
    assert found is not None
    assert found.code == "M1"
    assert running(at.date(), MODEL, at.replace(hour=12, minute=40), PARIS) is None
    assert running(date(2026, 11, 28), MODEL, at.replace(day=28), PARIS) is None


def test_hours_are_said_as_one_says_them():
    assert [clock(time(8)), clock(time(8, 30)), clock(time(13, 5))] == ["8 h", "8 h 30", "13 h 05"]
