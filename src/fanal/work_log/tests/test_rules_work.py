"""How the work of the mission is counted."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fanal.agenda.rules.codes import Activity
from fanal.missions.rules.parts import BY_CODE, PARTS
from fanal.work_log.rules.work import (
    BACKWARDS,
    LONGEST,
    MOST_PROPOSED,
    NOT_YET,
    OUT_OF_BOUNDS,
    OUT_OF_ITS_KIND,
    SHORTEST,
    TOO_OLD,
    WorkLine,
    chosen,
    earliest,
    periods,
    proposed,
    refusals,
    share_refusals,
    sums,
)
from fanal.year.rules.years import SchoolYear

TODAY, YEAR = date(2026, 11, 26), SchoolYear(2026)
LINES = st.lists(
    st.builds(
        lambda part, minutes: WorkLine(part.activity, part.code, minutes),
        st.sampled_from(PARTS),
        st.integers(SHORTEST, LONGEST),
    )
)


def test_the_time_that_was_noted_comes_before_any_proposed_duration():
    assert proposed(3, 15, 40) == 40
    assert proposed(3, 15, 0) == 45


def test_a_batch_of_hundreds_is_not_hundreds_of_gestures():
    assert proposed(300, 2, 0) == MOST_PROPOSED
    assert proposed(1, 0, 0) == SHORTEST


@given(st.integers(1, 10**6), st.integers(1, LONGEST), st.integers(0, 10**6))
def test_what_is_proposed_is_always_a_line_that_may_be(count, each, spent):
    assert SHORTEST <= proposed(count, each, spent) <= LONGEST


@given(LINES)
def test_no_minute_is_lost_between_lines_kinds_and_parts(lines):
    totals = sums(lines)
    assert [total.activity for total in totals] == list(Activity)
    assert sum(total.minutes for total in totals) == sum(line.minutes for line in lines)
    assert all(total.minutes == sum(minutes for _, minutes in total.parts) for total in totals)
    assert sum(total.hundredths for total in totals) == (100 if lines else 0)


def test_a_kind_of_which_nothing_was_done_is_told_too_and_the_unsaid_part_comes_last():
    totals = sums(
        [WorkLine("advice", "", 5), WorkLine("advice", "teams", 10), WorkLine("equipment", "interface", 15)]
    )
    assert [(total.activity, total.minutes, total.hundredths) for total in totals] == [
        ("advice", 15, 50),
        ("equipment", 15, 50),
        ("services", 0, 0),
        ("mission", 0, 0),
    ]
    assert totals[0].parts == (("teams", 10), ("", 5))


def test_terms_leave_no_day_of_the_year_out():
    terms = [period for period in periods(YEAR, date(2027, 8, 31)) if period.code.startswith("t")]
    assert terms[0].first == YEAR.starts_on
    assert terms[-1].last == YEAR.ends_on
    for term, next_term in pairwise(terms):
        assert next_term.first == term.last + timedelta(days=1)
    assert terms[1].last == date(2027, 2, 28)


def test_february_of_a_leap_year_has_its_last_day():
    assert chosen(SchoolYear(2027), date(2028, 3, 1), "t2").last == date(2028, 2, 29)


def test_in_autumn_the_half_year_is_the_one_that_proposals_rested_on():
    assert chosen(YEAR, TODAY, "s").first == date(2026, 1, 1)
    assert chosen(YEAR, date(2027, 1, 1), "s").first == date(2027, 1, 1)
    assert chosen(SchoolYear(2025), TODAY, "s").label == "janvier à juin 2026"


def test_only_periods_that_have_begun_are_offered_and_an_unknown_one_is_the_year():
    assert [period.code for period in periods(YEAR, TODAY)] == ["mois", "t1", "s", "annee"]
    assert [period.code for period in periods(SchoolYear(2025), TODAY)] == ["t1", "t2", "t3", "s", "annee"]
    assert chosen(YEAR, TODAY, "mois").last == date(2026, 11, 30)
    assert chosen(YEAR, date(2026, 12, 5), "mois").last == date(2026, 12, 31)
    assert chosen(YEAR, TODAY, "?").code == "annee"


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"minutes": 0}, OUT_OF_BOUNDS),
        ({"minutes": 601}, OUT_OF_BOUNDS),
        ({"part": "interface"}, OUT_OF_ITS_KIND),
        ({"part": "invented"}, OUT_OF_ITS_KIND),
        ({"day": TODAY + timedelta(days=1)}, NOT_YET),
        ({"day": date(2025, 8, 31)}, TOO_OLD),
    ],
)
def test_a_line_that_cannot_be_is_refused_with_its_reason(wrong, says):
    fine = {"minutes": 20, "activity": "advice", "part": "teams", "day": TODAY, "today": TODAY}
    assert refusals(**fine) == []
    assert refusals(**fine | wrong) == [says]


def test_what_is_shown_is_within_the_log_and_in_order():
    assert share_refusals(earliest(TODAY), date(2027, 8, 31), today=TODAY) == []
    assert share_refusals(TODAY, TODAY - timedelta(days=1), today=TODAY) == [BACKWARDS]
    assert share_refusals(date(2020, 1, 1), TODAY, today=TODAY) == [TOO_OLD]


def test_every_part_is_of_a_kind():
    assert {part.activity for part in BY_CODE.values()} == set(Activity)
