from datetime import date

import pytest

from fanal.accounts.rules.years import SchoolYear, year_of


@pytest.mark.parametrize(
    ("day", "label"),
    [
        pytest.param(date(2026, 8, 31), "2025-2026", id="last day"),
        pytest.param(date(2026, 9, 1), "2026-2027", id="first day"),
        pytest.param(date(2027, 1, 1), "2026-2027", id="new year's day"),
    ],
)
def test_a_day_belongs_to_one_school_year(day: date, label: str) -> None:
    year = year_of(day)
    assert year.label == label
    assert day in year
    assert day not in year.next
    assert day not in year.previous


def test_a_year_runs_from_september_to_august() -> None:
    year = SchoolYear(2026)
    assert (year.starts_on, year.ends_on) == (date(2026, 9, 1), date(2027, 8, 31))
