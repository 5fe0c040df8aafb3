"""A line of a timetable is read, or refused with its sentence; weeks A and B as each school alternates."""

from datetime import date, time, timedelta
from itertools import pairwise

import pytest

from fanal.core.imports.columns import match_columns
from fanal.timetable.rules.periods import MODELS
from fanal.timetable.rules.timetable import FIELDS, Lesson, fitted, read_lesson, room_named, rooms_named
from fanal.timetable.rules.weeks import Alternation, week_letter
from fanal.year.rules.calendars import HOLIDAYS
from fanal.year.rules.delays import school_calendar

EDT = ["NUMERO", "DUREE", "FREQUENCE", "MAT_CODE", "PROF_NOM", "CLASSE", "SALLE", "JOUR", "H.DEBUT"]
pytestmark = pytest.mark.clock(date(2026, 11, 26))


def test_the_headers_of_edt_are_known():
    """The columns of EDT's table of lessons, as its exports name them."""
    matched = match_columns(EDT, FIELDS)
    assert matched == ["", "length", "frequency", "", "", "about", "room", "day", "starts"]


@pytest.mark.parametrize(
    ("cells", "lesson"),
    [
        (
            {"day": "lundi", "starts": "08h30", "length": "1h00", "room": "204", "about": "4e A"},
            Lesson("204", 0, time(8, 30), time(9, 30), "", "4e A"),
        ),
        (
            {"day": "Mar.", "starts": "8:30", "ends": "9:25", "room": "204, 205", "weeks": "Q1"},
            Lesson("204, 205", 1, time(8, 30), time(9, 25), "A"),
        ),
        (
            {"day": "vendredi", "starts": "14h", "length": "0h55", "room": "204", "weeks": "Semaine B"},
            Lesson("204", 4, time(14), time(14, 55), "B"),
        ),
        (
            {
                "day": "jeudi",
                "starts": "08:30:00",
                "ends": "09:25:00",
                "room": "204",
            },  # cells of a spreadsheet
            Lesson("204", 3, time(8, 30), time(9, 25)),
        ),
        ({"day": "lundi", "starts": "08h30", "length": "1h00", "room": ""}, None),
        ({"day": "", "starts": "", "length": "1h00", "room": "204"}, None),
    ],
)
def test_a_line_is_read(cells, lesson):
    assert read_lesson(cells) == lesson


@pytest.mark.parametrize(
    ("frequency", "weeks", "kept"),
    [("H", "Q2", "B"), ("Q", "Q1", "A"), ("Q2", "", "B"), ("H", "", ""), ("", "H", "")],
)
def test_the_alternation_wins_over_the_frequency(frequency, weeks, kept):
    """A table of EDT has both columns, and only one of them says which weeks."""
    line = {"day": "lundi", "starts": "8h30", "length": "1h00", "room": "204"}
    lesson = read_lesson(line | {"frequency": frequency, "weeks": weeks})
    assert lesson.weeks == kept


@pytest.mark.parametrize(
    ("starts", "ends", "kept"),
    [
        (time(8, 30), time(9, 30), (time(8, 30), time(9, 25))),  # « 1h00 » in periods of 55 minutes
        (time(8, 30), time(10, 20), (time(8, 30), time(10, 20))),
        (time(13, 30), time(15, 30), (time(13, 30), time(15, 20))),
        (time(18, 0), time(19, 0), (time(18, 0), time(19, 0))),  # outside every period
    ],
)
def test_a_lesson_takes_the_periods_that_it_fills(starts, ends, kept):
    monday = [period for period in MODELS["8h30"][1] if period.weekday == 0]
    assert fitted(starts, ends, monday) == kept


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"day": "lendemain"}, "Le jour « lendemain » n’est pas compris"),
        ({"starts": "25h00"}, "L’heure « 25h00 »"),
        ({"starts": "demain"}, "L’heure « demain »"),
        ({"length": ""}, "La fin n’est pas comprise"),
        ({"length": "", "ends": "8h00"}, "finit avant de commencer"),
        ({"length": "12h00"}, "plus de neuf heures"),
        ({"starts": "23h00", "length": "2h00"}, "La fin n’est pas comprise"),
        ({"weeks": "T1"}, "L’alternance « T1 »"),
        ({"weeks": "2"}, "L’alternance « 2 »"),
        ({"day": ""}, "Le jour «  » n’est pas compris"),  # a cell merged over several lines
        ({"day": "Vendredi (sem. B)"}, "écrivez-le en toutes lettres, seul"),
        ({"day": "mercredi A"}, "écrivez-le en toutes lettres, seul"),
        ({"starts": "8.5"}, "L’heure « 8.5 »"),
    ],
)
def test_a_line_that_is_not_understood_says_why(changed, said):
    line = {"day": "lundi", "starts": "8h30", "length": "1h00", "room": "204"} | changed
    assert said in read_lesson(line)


@pytest.mark.parametrize(
    ("starts", "length", "ends"),
    [("8h30min", "55 min", time(9, 25)), ("0830", "55", time(9, 25)), ("08 : 30", "1h", time(9, 30))],
)
def test_hours_are_read_as_people_write_them(starts, length, ends):
    lesson = read_lesson({"day": "Lu", "starts": starts, "length": length, "room": "204"})
    assert (lesson.starts, lesson.ends) == (time(8, 30), ends)


def test_weeks_called_1_and_2_are_a_and_b_where_a_table_has_both():
    line = {"day": "lundi", "starts": "8h30", "length": "1h00", "room": "204"}
    weeks = [read_lesson(line | {"weeks": word}, is_numbered=True).weeks for word in ("1", "2", "")]
    assert weeks == ["A", "B", ""]
    assert read_lesson(line | {"weeks": "1"}).weeks == ""


def test_a_room_whose_name_has_a_slash_is_one_room():
    rooms = {"salle 1/2": 1, "salle 1": 2, "salle 204": 3}
    assert rooms_named("Salle 1/2", rooms) == ({1}, [])
    assert rooms_named("204, Piscine", rooms) == ({3}, ["Piscine"])


@pytest.mark.parametrize(
    "cell",
    ["Salle info 1, Gymnase", "Salle info 1/Gymnase", "Salle info 1 + Gymnase", "Salle info 1\nGymnase"],
)
def test_a_lesson_in_two_rooms_holds_both(cell):
    """The last name ends the cell: it does not stand for the whole of it."""
    rooms = {"salle info 1": 1, "gymnase": 2, "salle 101": 3, "salle 102": 4}
    lesson = read_lesson({"day": "lundi", "starts": "8h30", "length": "1h00", "room": cell})
    assert rooms_named(lesson.room, rooms) == ({1, 2}, [])
    assert rooms_named("Salle 101, Salle 102", rooms) == ({3, 4}, [])
    assert rooms_named("Piscine, Salle 102", rooms) == ({4}, ["Piscine"])


def test_a_room_is_found_by_its_name_or_by_its_number_when_only_one_has_it():
    rooms = {"salle 204": 1, "salle 205": 2, "labo 205": 3, "cdi": 4}
    assert [room_named(name, rooms) for name in ("Salle 204", "204", "CDI", "205", "999")] == [
        1,
        1,
        4,
        None,
        None,
    ]


def test_even_weeks_are_a_where_the_school_says_so():
    monday = date(2026, 11, 23)  # week 48
    letters = [
        week_letter(monday + timedelta(days=shift), Alternation.EVEN, first=None, is_open=lambda _: True)
        for shift in (0, 4, 7)
    ]
    assert letters == ["A", "A", "B"]
    assert week_letter(monday, Alternation.ODD, first=None, is_open=lambda _: True) == "B"
    assert week_letter(monday, Alternation.NONE, first=None, is_open=lambda _: True) == ""


@pytest.mark.parametrize("zone", ["A", "B", "C"])
def test_lesson_weeks_alternate_across_the_holidays_of_each_zone(zone):
    """users-ask.md B5: zones A, B and C; a week without a lesson has no letter, and none is lost."""
    calendar = school_calendar(period for period in HOLIDAYS if zone in period.zones)
    first, letters = date(2026, 9, 2), []
    for week in range(40):
        day = date(2026, 8, 31) + timedelta(days=7 * week)
        letter = week_letter(day, Alternation.LESSONS, first=first, is_open=calendar.is_working)
        if letter:
            letters.append(letter)
    assert letters[:4] == ["A", "B", "A", "B"]
    assert all(one != two for one, two in pairwise(letters))
    assert len(letters) == 32
