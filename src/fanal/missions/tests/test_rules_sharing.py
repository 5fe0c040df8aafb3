"""Who does which part, what nobody does, and what cannot be written."""

from dataclasses import replace
from datetime import date

import pytest

from fanal.agenda.rules.codes import Activity
from fanal.missions.rules.parts import PARTS
from fanal.missions.rules.sharing import (
    ShareInput,
    by_activity,
    needs_help,
    refusals,
    rows_on,
    total_words,
    totals_on,
    uncovered,
)
from fanal.year.rules.years import SchoolYear

YEAR = SchoolYear(2026)
WHOLE = ShareInput("interface", 1, 100, YEAR.starts_on, YEAR.ends_on)
DAY = date(2026, 11, 26)


def test_every_part_of_the_text_is_a_row_and_is_uncovered_until_somebody_takes_it():
    rows = rows_on(DAY, [WHOLE])
    assert [kind for kind, _ in by_activity(rows)] == list(Activity)
    assert {part.code for part in uncovered(rows.values())} == {part.code for part in PARTS} - {"interface"}


@pytest.mark.parametrize(("covered", "tone"), [(0, "bad"), (60, "warn"), (100, "ok"), (120, "warn")])
def test_a_total_says_what_is_left(covered, tone):
    assert total_words(covered)[1] == tone


def test_a_change_during_the_year_is_two_shares_and_a_day_counts_one():
    first = replace(WHOLE, ends_on=date(2027, 1, 31))
    second = replace(WHOLE, person=2, starts_on=date(2027, 2, 1))
    assert refusals(second, [first], YEAR) == []
    for day in (DAY, date(2027, 1, 31), date(2027, 2, 1)):
        assert rows_on(day, [first, second])["interface"].covered == 100


def test_a_substitute_is_seen_and_covers_nothing_yet():
    row = rows_on(DAY, [replace(WHOLE, is_substitute=True)])["interface"]
    assert (row.covered, row.substitutes) == (0, 1)


@pytest.mark.parametrize(
    ("changed", "word"),
    [
        ({"percent": 0}, "1 à 100"),
        ({"percent": 101}, "1 à 100"),
        ({"part": "cooking"}, "partie"),
        ({"ends_on": date(2026, 9, 1), "starts_on": date(2026, 9, 2)}, "fin vient avant"),
        ({"ends_on": date(2027, 9, 1)}, "dans l’année"),
    ],
)
def test_what_cannot_be_written_says_why(changed, word):
    assert any(word in reason for reason in refusals(replace(WHOLE, **changed), [], YEAR))


def test_the_same_part_is_not_given_twice_to_somebody_at_the_same_time():
    assert refusals(replace(WHOLE, percent=10), [WHOLE], YEAR)
    assert refusals(replace(WHOLE, percent=10, person=2), [WHOLE], YEAR) == []


@pytest.mark.parametrize(
    ("needed", "declared", "expected"),
    [
        ("at_ease", "learning", True),
        ("at_ease", "at_ease", False),
        ("learning", "to_learn", True),
        ("at_ease", "", False),
        ("", "to_learn", False),
    ],
)
def test_silence_about_ones_ease_says_nothing(needed, declared, expected):
    assert needs_help(needed, declared) is expected


def test_the_total_of_a_person_counts_each_part_for_its_weight():
    """Verified § 8: the sharing told no total."""
    half = replace(WHOLE, percent=50)
    other = replace(WHOLE, part=PARTS[0].code if PARTS[0].code != "interface" else PARTS[1].code, person=2)
    substitute = replace(WHOLE, person=3, is_substitute=True)
    shares, weights = [half, other, substitute], {"interface": 60, other.part: 40}
    assert totals_on(DAY, shares, weights) == {2: 40, 1: 30}
    assert totals_on(date(2027, 9, 1), shares, weights) == {}
    alike = totals_on(DAY, shares, {})
    assert alike == {2: round(100 / len(PARTS)), 1: round(50 / len(PARTS))}
