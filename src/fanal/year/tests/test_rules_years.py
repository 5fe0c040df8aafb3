from datetime import date

import pytest

from fanal.year.rules.years import SchoolYear, prepared_on, year_named, year_of


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


@pytest.mark.parametrize(
    ("day", "label"),
    [
        pytest.param(date(2026, 5, 31), "None", id="too early"),
        pytest.param(date(2026, 6, 1), "2026-2027", id="June"),
        pytest.param(date(2026, 8, 31), "2026-2027", id="the day before"),
        pytest.param(date(2026, 9, 1), "None", id="it has begun"),
    ],
)
def test_the_next_year_is_prepared_in_summer(day: date, label: str) -> None:
    assert str(prepared_on(day)) == label


def test_a_year_is_found_again_by_its_label() -> None:
    assert year_named(SchoolYear(2026).label) == SchoolYear(2026)
    assert SchoolYear(2026).lessons_end_on in SchoolYear(2026)
