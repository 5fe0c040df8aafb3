"""The timetable as busy slots: read from a table, shown, put in force; what was booked stays."""

import re
from datetime import date, datetime, timedelta

import pytest
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from lxml import html

from fanal.accounts.models.roles import Role
from fanal.bookings.tests.conftest import TODAY
from fanal.bookings.tests.pages import book, held, url
from fanal.core.tenancy import scope
from fanal.core.testing import words_of
from fanal.equipment.models import Custody
from fanal.equipment.tests.factories import RoomFactory
from fanal.timetable.models import Timetable, WeekAlternation
from fanal.timetable.tasks import hold_lessons
from fanal.timetable.tests.pages import apply, deposit, kept, lessons, run_jobs

pytestmark = pytest.mark.clock(TODAY)  # a Thursday, at nine
FRIDAY = date(2026, 11, 27)
TABLE = """NUMERO;DUREE;FREQUENCE;MAT_LIBELLE;PROF_NOM;CLASSE;SALLE;JOUR;H.DEBUT
1;1h00;H;MATHS;DUPONT;4e A;Salle info;vendredi;13h30
2;1h00;Q1;TECHNO;MARTIN;3e B;Salle info;lundi;08h30
3;1h00;Q2;TECHNO;MARTIN;3e C;Salle info;mardi;08h30
4;1h00;H;EPS;LEROY;6e A;Gymnase;lundi;08h30
5;1h00;T9;EPS;LEROY;6e A;Salle info;lundi;10h30
6;1h00;H;;;;;;
"""


def test_a_room_deleted_meanwhile_holds_nothing(school):
    with scope(school):
        room = RoomFactory(school=school)
        number = room.pk
        room.delete()
        hold_lessons(school_id=school.pk, room_id=number)
        assert not Custody.objects.for_school(school).exists()


def test_it_is_read_shown_then_put_in_force_and_the_grid_says_cours(lead, teacher, room, school):
    """Issue 15: the timetable of the school as busy slots, from the table of EDT (classroombookings#57)."""
    answer = deposit(lead, school, TABLE)
    page = words_of(lead.get(answer.url).text)
    assert "Salle info" in page
    assert "Gymnase" in page
    assert "Ligne 6" in page
    assert "Gymnase (1 cours)" in page
    assert "T9" in page
    assert lessons(school) == set(), "nothing is held before somebody says so"
    apply(lead, school, kept(school))
    assert (FRIDAY, "13:30") in lessons(school)
    grid = teacher.get(f"{url(school)}?quoi={room.pk}&le={FRIDAY}").text
    assert "Cours" in words_of(grid)
    assert f'value="{FRIDAY} S1"' not in grid
    assert "quelqu’un" in words_of(book(teacher, room, (FRIDAY, "S1")).text).lower()


def test_neither_teacher_nor_subject_is_kept(lead, room, school):
    deposit(lead, school, TABLE)
    assert "DUPONT" not in str(kept(school).lessons)
    assert "MATHS" not in str(kept(school).lessons)


def test_what_was_booked_before_stays_and_it_is_said(lead, teacher, room, school):
    book(teacher, room, (FRIDAY, "S1"))
    deposit(lead, school, TABLE)
    answer = apply(lead, school, kept(school))
    assert "1 cours laissé, déjà réservé" in words_of(answer.text)
    (cell,) = html.fromstring(answer.text).xpath("//td[.//*[contains(., 'cours laissé')]]")
    assert len(cell) == 1, "on a phone a cell lays its parts side by side: the sentences stand under the chip"
    assert held(school)[0][3] == "held"


def test_a_lesson_of_two_periods_holds_the_one_that_nobody_booked(lead, teacher, room, school):
    """All of it was dropped: M4 said « Libre » while the class was there."""
    book(teacher, room, (FRIDAY, "M3"))
    deposit(lead, school, TABLE + "7;2h00;H;;;4e B;Salle info;vendredi;10h30\n")
    page = words_of(apply(lead, school, kept(school)).text)
    assert "1 cours laissé, déjà réservé" in page
    assert "vendredi 27 novembre 2026, M3, 4e B : le reste du cours est tenu" in page
    grid = teacher.get(f"{url(school)}?quoi={room.pk}&le={FRIDAY}").text
    assert f'value="{FRIDAY} M4"' not in grid
    assert "4e B" in words_of(grid)
    with scope(school):
        starts = datetime(2026, 11, 27, 11, 30, tzinfo=school.zone_info)
        rows = Custody.objects.for_school(school).filter(kind=Custody.Kind.LESSON)
        assert rows.get(span__overlap=(starts, starts + timedelta(minutes=30))).span.lower == starts


def test_an_exam_leaves_the_rest_of_the_lesson_that_it_shortens(lead, teacher, room, school):
    deposit(lead, school, TABLE + "7;2h00;H;;;4e B;Salle info;vendredi;10h30\n")
    apply(lead, school, kept(school))
    values = {"name": "Pix", "kind": "pix", "candidates": "1", "day": str(FRIDAY), "codes": ["M3"]}
    assert lead.post(url(school, "exam_plan"), values | {"things": [room.pk], "sure": "1"}).status_code == 302
    assert f'value="{FRIDAY} M4"' not in teacher.get(f"{url(school)}?quoi={room.pk}&le={FRIDAY}").text


def test_weeks_a_and_b_hold_only_their_own_weeks(lead, room, school):
    """Issue 15: A/B weeks. Week 49 is odd: with even weeks A, Monday 30 November is B."""
    assert lead.post(url(school, "alternation"), {"way": "even"}).status_code == 302
    deposit(lead, school, TABLE)
    apply(lead, school, kept(school))
    found = lessons(school)
    assert (date(2026, 11, 30), "08:30") not in found
    assert (date(2026, 12, 7), "08:30") in found
    assert (date(2026, 12, 1), "08:30") in found
    assert (date(2026, 12, 8), "08:30") not in found
    assert "Semaine B, du 30 novembre" in words_of(lead.get(f"{url(school)}?le=2026-11-30").text)


def test_the_rooms_follow_when_weeks_alternate_otherwise(lead, room, school):
    """It was shown « Semaine B » with the lessons of week A, until somebody put it in force again."""
    deposit(lead, school, TABLE)
    apply(lead, school, kept(school))
    assert (date(2026, 12, 1), "08:30") not in lessons(school), "nobody said how weeks alternate"
    for way, is_held in (("even", True), ("odd", False)):
        assert lead.post(url(school, "alternation"), {"way": way}).status_code == 302
        assert run_jobs(school) == 1
        assert ((date(2026, 12, 1), "08:30") in lessons(school)) is is_held


def test_what_it_would_hold_is_what_it_holds(lead, room, school):
    """A preview equals its result: each time to come, holidays and weeks A and B left out."""
    deposit(lead, school, TABLE)
    page = words_of(lead.get(url(school, "timetable_page", kept(school).pk)).text)
    apply(lead, school, kept(school))
    assert f"Salle info {len(lessons(school))} " in page


def test_what_was_read_is_shown_before_a_lesson_without_class_too(lead, room, school):
    """With the header CLASS each lesson was held without its class, and the page said one number."""
    page = words_of(lead.get(deposit(lead, school, TABLE).url).text)
    assert "vendredi 13 h 30 à 14 h 30 toutes 4e A Salle info" in page
    assert "lundi 8 h 30 à 9 h 30 A 3e B Salle info" in page
    assert "Aucune classe n’a été lue" not in page
    page = words_of(lead.get(deposit(lead, school, TABLE.replace("CLASSE", "CLASS")).url).text)
    assert "Aucune classe n’a été lue" in page
    assert "vendredi 13 h 30 à 14 h 30 toutes – Salle info" in page


def test_a_lesson_in_no_period_is_counted_and_named(lead, room, school):
    """A line of a Saturday or of 20 h was counted, or vanished, without a word."""
    page = words_of(lead.get(deposit(lead, school, TABLE).url).text)
    assert "aucun créneau" not in page
    (before,) = re.findall(r"Salle info (\d+)", page)
    more = "7;1h00;H;;;4e B;Salle info;samedi;8h30\n8;1h00;H;;;;Salle info;lundi;20h00\n"
    page = words_of(lead.get(deposit(lead, school, TABLE + more).url).text)
    assert "2 cours ne tombent dans aucun créneau" in page
    assert re.findall(r"Salle info (\d+)", page) == [before], "« Cours à venir » counts what the grid shows"
    assert "samedi, 8 h 30 à 9 h 30, Salle info, 4e B" in page
    assert "lundi, 20 h à 21 h, Salle info" in page


def test_the_one_that_it_replaces_is_named_before(lead, room, school):
    deposit(lead, school, TABLE, name="edt.csv")
    apply(lead, school, kept(school))
    answer = deposit(lead, school, TABLE, name="autre.csv")
    assert "Il remplace « edt.csv »" in words_of(lead.get(answer.url).text)


def test_without_alternation_the_page_says_what_is_missing(lead, room, school):
    answer = deposit(lead, school, TABLE)
    assert "Dites comment vos semaines alternent" in words_of(lead.get(answer.url).text)
    refused = lead.post(url(school, "alternation"), {"way": "lessons"})
    assert refused.status_code == 422
    with scope(school):
        assert not WeekAlternation.objects.for_school(school).exists()


@pytest.mark.parametrize(
    ("first_day", "said"),
    [
        ("2020-01-05", "Le 5 janvier 2020 n’est pas de cette année scolaire"),
        ("2028-09-04", "n’est pas de cette année scolaire"),
        ("2026-09-06", "Ce jour est un dimanche"),
        ("2026-08-31", ""),
        ("2026-11-30", ""),
    ],
)
def test_the_first_week_a_is_of_this_school_year(lead, school, first_day, said):
    """A Sunday of 2020 was taken, and no week had a letter."""
    answer = lead.post(url(school, "alternation"), {"way": "lessons", "first_day": first_day})
    assert answer.status_code == (422 if said else 302)
    assert said in words_of(answer.text)


def test_the_next_one_replaces_it_and_it_can_be_taken_back(lead, room, school):
    for text in (TABLE, TABLE.replace("vendredi;13h30", "vendredi;14h25")):
        deposit(lead, school, text)
        apply(lead, school, kept(school))
    assert (FRIDAY, "13:30") not in lessons(school)
    assert (FRIDAY, "14:25") in lessons(school)
    with scope(school):
        assert Timetable.objects.for_school(school).count() == 1
    lead.post(url(school, "timetable_remove", kept(school).pk))
    run_jobs(school)
    assert lessons(school) == set()


def test_two_classes_in_one_room_hold_it_once_and_nobody_is_accused(lead, room, school):
    deposit(lead, school, TABLE + "7;1h00;H;;;4e B;Salle info;vendredi;13h30\n")
    answer = apply(lead, school, kept(school))
    assert "cours laissé" not in words_of(answer.text)


def test_put_in_force_again_it_keeps_the_lessons_of_today(lead, room, school):
    today = TABLE.replace("vendredi;13h30", "jeudi;16h30")
    deposit(lead, school, today)
    with scope(school):
        zone = school.zone_info
        starts = datetime(2026, 11, 26, 16, 30, tzinfo=zone)
        span = DateTimeTZRange(starts, starts + timedelta(minutes=55))
        Custody.objects.create(school=school, kind=Custody.Kind.LESSON, room=room.room, span=span)
    apply(lead, school, kept(school))
    assert (TODAY, "16:30") in lessons(school)


@pytest.mark.parametrize(
    "rooms", [",".join(f"s{rank}" for rank in range(13)), ",".join("q" for _ in range(15_000))]
)
def test_a_cell_that_names_a_thousand_rooms_is_no_lesson(lead, room, school, rooms):
    answer = deposit(lead, school, TABLE + f'8;1h00;H;;;4e B;"{rooms}";vendredi;13h30\n')
    assert "12 salles" in words_of(lead.get(answer.url).text)


def test_a_room_offered_afterwards_has_its_lessons(lead, school, periods):
    with scope(school):
        made = RoomFactory(school=school, name="Salle info")
    deposit(lead, school, TABLE)
    apply(lead, school, kept(school))
    assert lessons(school) == set(), "what nobody can book is not held"
    values = {"room": made.pk, "open_to": "everyone", "days_ahead": "30", "most_periods": "2", "quota": "5"}
    assert lead.post(url(school, "bookable_add"), values).status_code == 302
    assert (FRIDAY, "13:30") in lessons(school)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Nom;Prénom\nDupont;Jean\n", "Ce tableau ne dit pas"),
        ("JOUR;H.DEBUT;SALLE\n", "Aucun cours"),
        ("JOUR;H.DEBUT;SALLE\n;;\n", "Aucun cours"),
        ("\x00\x01\x02", ""),
    ],
)
def test_a_file_that_is_no_timetable_is_refused_in_words(lead, room, school, text, said):
    answer = deposit(lead, school, text)
    assert answer.status_code == 422
    assert said in words_of(answer.text)
    with scope(school):
        assert not Timetable.objects.for_school(school).exists()


def test_only_the_team_brings_one(client_of, lead, room, school):
    other = client_of(school, Role.TEACHER)
    assert deposit(other, school, TABLE).status_code == 403
    assert other.get(url(school, "timetable_start")).status_code == 403
    deposit(lead, school, TABLE)
    for name in ("timetable_page", "timetable_apply", "timetable_remove"):
        way = other.get if name == "timetable_page" else other.post
        assert way(url(school, name, kept(school).pk)).status_code == 403
    assert lead.post(url(school, "timetable_start"), {}).status_code == 422


def test_what_was_counted_before_lessons_were_named_is_still_read():
    kept = Timetable(left_out={"3": 2, "4": {"count": 1, "first": ["lundi, M1"]}})
    assert kept.left_out_of(3) == {"count": 2}
    assert kept.left_out_of(4)["first"] == ["lundi, M1"]
    assert kept.left_out_of(5) == {}
