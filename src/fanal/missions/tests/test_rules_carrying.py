"""What of a year's sharing goes on the next year."""

from dataclasses import replace
from datetime import date

from fanal.missions.rules.carrying import carried
from fanal.missions.rules.sharing import ShareInput
from fanal.year.rules.years import SchoolYear

YEAR = SchoolYear(2026)
WHOLE = ShareInput("interface", 1, 60, YEAR.starts_on, YEAR.ends_on)


def test_who_had_it_at_the_end_of_the_lessons_has_it_over_the_whole_next_year():
    first = replace(WHOLE, ends_on=date(2027, 1, 31))
    second = replace(WHOLE, person=2, starts_on=date(2027, 2, 1), ends_on=date(2027, 6, 30))
    next_year = carried([first, second], YEAR, {1, 2})
    assert next_year.shares == [replace(second, starts_on=date(2027, 9, 1), ends_on=date(2028, 8, 31))]
    assert next_year.left == []


def test_a_substitute_stays_one_and_who_leaves_is_told():
    next_year = carried([replace(WHOLE, is_substitute=True), replace(WHOLE, person=2)], YEAR, {1})
    assert [share.is_substitute for share in next_year.shares] == [True]
    assert [share.person for share in next_year.left] == [2]
