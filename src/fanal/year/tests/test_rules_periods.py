"""The parts of a school year: they cover it, never overlap, and are compared with their like alone."""

from datetime import date, timedelta
from itertools import pairwise

import pytest

from fanal.year.rules.periods import (
    PeriodKind,
    period_named,
    period_of,
    periods_of,
)
from fanal.year.rules.years import SchoolYear

YEAR = SchoolYear(2026)


@pytest.mark.parametrize("kind", [kind for kind in PeriodKind if kind is not PeriodKind.CIVIL])
@pytest.mark.parametrize("first", [2023, 2026])
def test_the_parts_of_a_year_cover_it_once(kind, first):
    year = SchoolYear(first)
    parts = periods_of(year, kind)
    assert (parts[0].starts_on, parts[-1].ends_on) == (year.starts_on, year.ends_on)
    for part, following in pairwise(parts):
        assert part.ends_on + timedelta(days=1) == following.starts_on
        assert following.previous == part


@pytest.mark.parametrize(
    ("day", "kind", "label", "short"),
    [
        (date(2026, 9, 1), PeriodKind.TERM, "1er trimestre 2026-2027", "T1 26-27"),
        (date(2026, 11, 30), PeriodKind.TERM, "1er trimestre 2026-2027", "T1 26-27"),
        (date(2027, 2, 28), PeriodKind.TERM, "2e trimestre 2026-2027", "T2 26-27"),
        (date(2027, 8, 31), PeriodKind.TERM, "3e trimestre 2026-2027", "T3 26-27"),
        (date(2027, 2, 1), PeriodKind.HALF, "2e semestre 2026-2027", "S2 26-27"),
        (date(2028, 2, 29), PeriodKind.MONTH, "février 2028", "02/28"),
        (date(2026, 12, 31), PeriodKind.HALF_TERM, "novembre à décembre 2026", "11/26"),
        (date(2027, 1, 1), PeriodKind.YEAR, "2026-2027", "26-27"),
        (date(2027, 1, 1), PeriodKind.CIVIL, "année 2027", "2027"),
        (date(2026, 12, 31), PeriodKind.CIVIL, "année 2026", "2026"),
    ],
)
def test_the_period_of_a_day(day, kind, label, short):
    period = period_of(day, kind)
    assert (period.label, period.short) == (label, short)
    assert period_named(period.code) == period


@pytest.mark.parametrize(
    ("kind", "today", "before"),
    [
        (PeriodKind.YEAR, date(2028, 3, 5), date(2027, 3, 5)),  # after a 29 February that last year had not
        (PeriodKind.YEAR, date(2028, 2, 29), date(2027, 2, 28)),
        (PeriodKind.YEAR, date(2029, 3, 5), date(2028, 3, 5)),
        (PeriodKind.CIVIL, date(2028, 11, 5), date(2027, 11, 5)),
        (PeriodKind.MONTH, date(2028, 2, 29), date(2027, 2, 28)),
    ],
)
def test_last_year_is_compared_with_up_to_the_same_date(kind, today, before):
    assert period_of(today, kind).last_year_until(today) == before


def test_a_period_of_before_is_compared_whole_and_one_to_come_from_its_first_day():
    autumn, summer = periods_of(YEAR, PeriodKind.TERM)[0], periods_of(YEAR, PeriodKind.TERM)[2]
    assert autumn.last_year_until(date(2027, 3, 5)) == date(2025, 11, 30)
    assert summer.last_year_until(date(2026, 11, 5)) == date(2026, 3, 1)


@pytest.mark.parametrize(
    "code",
    ["", "2026", "2026-term-3", "2026-year-1", "x-term-0", "2026-week-0", "²026-term-0", "0999-year-0"],
)
def test_a_code_that_somebody_made_up_is_none(code):
    assert period_named(code) is None
