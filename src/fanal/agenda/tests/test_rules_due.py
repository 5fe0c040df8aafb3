"""On which day is a task due: landmarks of the school's own calendar, shifts, days of the week."""

from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from fanal.agenda.rules.due import Anchor, DueRule, ShiftUnit, Snap, due, landmarks
from fanal.agenda.rules.due_words import in_words, refusals
from fanal.year.rules.calendars import Region
from fanal.year.rules.delays import OFFICE_DAYS, authority_calendar, school_calendar
from fanal.year.rules.years import SchoolYear
from fanal.year.tests.holidays import holidays_of

YEAR = SchoolYear(2026)
MONDAY, TUESDAY = 0, 1


@dataclass(frozen=True)
class Closing:
    name: str
    school_year: str
    first_day: date
    back_on: date


def closings(zone="C"):
    return [Closing(h.name, h.year.label, h.first_day, h.back_on) for h in holidays_of(zone)]


def day_of(rule, zone="C", year=YEAR):
    return due(rule, landmarks(year, closings(zone), OFFICE_DAYS), school_calendar(holidays_of(zone)))


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        pytest.param(DueRule(Anchor.PUPILS_BACK), date(2026, 9, 1), id="the pupils’ return"),
        pytest.param(DueRule(Anchor.TEACHERS_BACK), date(2026, 8, 31), id="the working day before it"),
        pytest.param(
            DueRule(Anchor.PUPILS_BACK, -1, ShiftUnit.WEEKS, Snap.WEEK, MONDAY),
            date(2026, 8, 24),
            id="the Monday of the week before the pupils’ return",
        ),
        pytest.param(DueRule(Anchor.PUPILS_BACK, 15), date(2026, 9, 16), id="15 days after the return"),
        pytest.param(DueRule(Anchor.AUTUMN), date(2026, 10, 16), id="a Saturday: the Friday before"),
        pytest.param(
            DueRule(Anchor.M07, snap=Snap.LAST, weekday=MONDAY), date(2027, 6, 28), id="the last week of June"
        ),
        pytest.param(
            DueRule(Anchor.M02, snap=Snap.NEXT, weekday=TUESDAY), date(2027, 2, 2), id="first Tuesday"
        ),
        pytest.param(DueRule(Anchor.M11, 10), date(2026, 11, 10), id="a public holiday: the day before"),
        pytest.param(DueRule(Anchor.LESSONS_END, 5), date(2027, 7, 8), id="after the last lesson"),
        pytest.param(DueRule(Anchor.WINTER), date(2027, 2, 5), id="the winter of zone C"),
        pytest.param(
            DueRule(Anchor.AUTUMN_BACK, -1, ShiftUnit.OPEN_DAYS),
            date(2026, 10, 16),
            id="a day of class before",
        ),
        pytest.param(DueRule(Anchor.M08), date(2027, 7, 30), id="August is that of the end of the year"),
    ],
)
def test_the_day_of_a_rule(rule, expected):
    due_day = day_of(rule)
    assert (due_day.day, due_day.is_known) == (expected, True)


def test_each_zone_has_its_own_winter():
    days = {zone: day_of(DueRule(Anchor.WINTER), zone).day for zone in "ABC"}
    assert days == {"A": date(2027, 2, 12), "B": date(2027, 2, 19), "C": date(2027, 2, 5)}


def test_a_usual_date_stands_in_for_a_holiday_that_nobody_told_and_says_so():
    due_day = due(DueRule(Anchor.WINTER), landmarks(YEAR, [], OFFICE_DAYS), OFFICE_DAYS)
    assert (due_day.day, due_day.is_known) == (date(2027, 2, 12), False)
    assert due(DueRule(Anchor.M11, 19), landmarks(YEAR, [], OFFICE_DAYS), OFFICE_DAYS).is_known


def test_the_school_s_own_period_is_the_one_that_counts():
    own = [Closing("Vacances d’été 2026", "2025-2026", date(2026, 7, 4), date(2026, 9, 3))]
    marks = landmarks(YEAR, own, OFFICE_DAYS)
    assert marks.day(Anchor.PUPILS_BACK).day == date(2026, 9, 3)
    assert marks.day(Anchor.TEACHERS_BACK).day == date(2026, 9, 2)


rules = some.builds(
    DueRule,
    some.sampled_from(list(Anchor)),
    some.integers(-28, 28),
    some.sampled_from(list(ShiftUnit)),
    some.sampled_from(list(Snap)),
    some.integers(0, 6),
)


@given(rules, some.sampled_from("ABC"), some.integers(2020, 2040))
def test_every_rule_gives_a_working_day_near_its_year(rule, zone, first):
    year = SchoolYear(first)
    day = day_of(rule, zone, year).day
    assert OFFICE_DAYS.is_working(day)
    assert year.starts_on - timedelta(days=260) < day < year.ends_on + timedelta(days=260)
    assert in_words(rule)


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        (DueRule(Anchor.M11, 19), "le 20 novembre"),
        (DueRule(Anchor.M11), "le 1er novembre"),
        (DueRule(Anchor.M07, 30), "le 31 juillet"),
        (DueRule(Anchor.M02, 28), "28 jours après le 1er février"),
        (DueRule(Anchor.M07, snap=Snap.LAST), "le dernier lundi avant le 1er juillet"),
        (DueRule(Anchor.LESSONS_END, snap=Snap.WEEK), "le lundi de la semaine de la fin des cours"),
        (DueRule(Anchor.PUPILS_BACK, 15), "15 jours après la rentrée des élèves"),
        (DueRule(Anchor.LESSONS_END, -1, ShiftUnit.OPEN_DAYS), "1 jour de classe avant la fin des cours"),
        (
            DueRule(Anchor.PUPILS_BACK, -1, ShiftUnit.WEEKS, Snap.WEEK, MONDAY),
            "1 semaine avant la rentrée des élèves (le lundi de cette semaine-là)",
        ),
        (DueRule(Anchor.M02, snap=Snap.NEXT, weekday=1), "le premier mardi à partir du 1er février"),
    ],
)
def test_a_rule_is_told_in_french(rule, words):
    assert in_words(rule) == words


@pytest.mark.parametrize(
    "rule",
    [DueRule(Anchor.M01, 201), DueRule(Anchor.M01, 40, ShiftUnit.WEEKS), DueRule(Anchor.M01, weekday=7)],
)
def test_a_rule_that_leaves_the_year_is_refused(rule):
    assert refusals(rule)
    assert refusals(DueRule(Anchor.M01, -28, ShiftUnit.WEEKS)) == []


def test_a_task_due_on_a_local_holiday_is_due_the_working_day_before():
    """verified.md § 3.5: Good Friday 2027, 26 March, is worked in Paris and not in Strasbourg."""
    rule = DueRule(Anchor.M03, 25)
    here, there = authority_calendar(), authority_calendar(Region.ALSACE_MOSELLE)
    assert due(rule, landmarks(YEAR, [], here), here).day == date(2027, 3, 26)
    assert due(rule, landmarks(YEAR, [], there), there).day == date(2027, 3, 25)
