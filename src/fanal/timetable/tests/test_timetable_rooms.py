"""Rooms that a file names as nobody does here: somebody says once which they are."""

import re
from datetime import date

import pytest

from fanal.bookings.tests.conftest import TODAY
from fanal.bookings.tests.pages import url
from fanal.core.tenancy import scope
from fanal.core.testing import words_of
from fanal.equipment.tests.factories import RoomFactory
from fanal.timetable.tests.pages import apply, deposit, kept, lessons, run_jobs

pytestmark = pytest.mark.clock(TODAY)
FRIDAY = date(2026, 11, 27)
HEAD = "JOUR;H.DEBUT;DUREE;SALLE;CLASSE\n"
TABLE = HEAD + "vendredi;13h30;1h00;INFO 1;4e A\nvendredi;10h30;1h00;S. Labo, INFO 1;4e B\n"


def choose(lead, school, room, name="INFO 1"):
    page = lead.get(url(school, "timetable_page", kept(school).pk)).text
    field = re.search(rf'for="id_(room-\w+)"[^>]*>\s*{re.escape(name)} ', page)[1]
    return lead.post(url(school, "timetable_match", kept(school).pk), {field: room})


def test_a_name_of_the_file_is_a_room_of_the_school_and_stays_so(lead, room, school):
    deposit(lead, school, TABLE)
    assert "INFO 1 (2 cours)" in words_of(lead.get(url(school, "timetable_page", kept(school).pk)).text)
    answer = choose(lead, school, room.room.pk)
    page = words_of(lead.get(answer.url).text)
    assert "INFO 1 (2" not in page
    assert "S. Labo (1 cours)" in page
    apply(lead, school, kept(school))
    assert len([day for day, _ in lessons(school) if day == FRIDAY]) == 2
    deposit(lead, school, HEAD + "vendredi;14h30;1h00;info 1;4e A\n")
    page = words_of(lead.get(url(school, "timetable_page", kept(school).pk)).text)
    assert "Salles inconnues" not in page
    apply(lead, school, kept(school))
    deposit(lead, school, TABLE)
    assert len(kept(school).lessons) == 2, "kept from one file to the next, and to the one after"


def test_what_is_in_force_holds_the_room_at_once(lead, room, school):
    deposit(lead, school, TABLE + "lundi;8h30;1h00;Salle info;4e A\n")
    apply(lead, school, kept(school))
    assert (FRIDAY, "13:30") not in lessons(school)
    choose(lead, school, room.room.pk)
    run_jobs(school)
    assert (FRIDAY, "13:30") in lessons(school)


def test_a_room_of_another_school_or_none_changes_nothing(lead, teacher, room, school, elsewhere):
    with scope(elsewhere):
        other = RoomFactory(school=elsewhere)
    deposit(lead, school, TABLE)
    for wrong in (other.pk, "", "x"):
        answer = choose(lead, school, wrong)
        assert answer.status_code == 422
        assert "Choisissez une salle" in words_of(answer.text)
    assert kept(school).matches == {}
    assert teacher.post(url(school, "timetable_match", kept(school).pk), {}).status_code == 403
