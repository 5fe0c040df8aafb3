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
    year = SchoolYear.from_label("2026-2027")
    assert (year.starts_on, year.ends_on) == (date(2026, 9, 1), date(2027, 8, 31))


@pytest.mark.parametrize("label", ["2026", "2026-2028", "2027-2026", "26-27", "", "٢٠٢٦-٢٠٢٧", "0000-0001"])
def test_an_unreadable_label_is_refused_with_a_sentence(label: str) -> None:
    with pytest.raises(ValueError, match="2026-2027"):
        SchoolYear.from_label(label)
