"""« Fermer »: works, a meeting; the slot of nobody, in the grid with its reason."""

from datetime import date

import pytest

from fanal.bookings.models import Booking
from fanal.bookings.tests.conftest import TODAY
from fanal.bookings.tests.pages import book, held, url
from fanal.core.tenancy import scope
from fanal.core.testing import words_of
from fanal.equipment.models import Custody

pytestmark = pytest.mark.clock(TODAY)  # a Thursday, at nine
FRIDAY, TUESDAY = date(2026, 11, 27), date(2026, 12, 1)


def close(who, bookable, *cells, **more):
    return book(who, bookable, *cells, close="1", **more)


def test_a_slot_is_closed_with_its_reason_then_opened_again(lead, teacher, room, school):
    """Nothing said that a room was closed for works but a booking of whoever typed it."""
    assert "Fermer" in words_of(lead.get(url(school)).text)
    assert close(lead, room, (FRIDAY, "S1"), (FRIDAY, "S2"), about="travaux").status_code == 302
    grid = f"{url(school)}?quoi={room.pk}&le={FRIDAY}"
    assert words_of(teacher.get(grid).text).count("Fermé : travaux") == 2
    assert "Fermé : travaux" in words_of(teacher.get(f"{url(school, 'day')}?le={FRIDAY}").text)
    assert "Quelqu’un l’a déjà" in words_of(book(teacher, room, (FRIDAY, "S1")).text)
    with scope(school):
        closing = Booking.objects.for_school(school).get()
        assert Custody.objects.for_school(school).get().person is None
    assert teacher.get(url(school, "booking_page", closing.pk)).status_code == 404
    page = words_of(lead.get(url(school, "booking_page", closing.pk)).text)
    assert "Fermé" in page
    assert "Rouvrir" in page
    assert lead.post(url(school, "booking_cancel", closing.pk)).status_code == 302
    assert book(teacher, room, (FRIDAY, "S1")).status_code == 302


def test_it_wants_a_reason_and_whoever_answers_for_bookings(lead, teacher, room, school):
    refused = close(lead, room, (FRIDAY, "S1"))
    assert refused.status_code == 422
    assert "Rien n’est fermé. Dites en un mot, dans le champ de la classe, pourquoi" in words_of(refused.text)
    close(teacher, room, (FRIDAY, "S1"), about="4e A")
    assert held(school) == [(FRIDAY, "S1", "4e A", "held")], "for anybody else it is a booking"


def test_it_is_closed_each_week_and_no_exam_takes_it(lead, room, school):
    preview = close(lead, room, (TUESDAY, "M2"), about="réunion", repeat="weekly")
    assert "Voici ce qui sera fermé" in words_of(preview.text)
    close(lead, room, (TUESDAY, "M2"), about="réunion", repeat="weekly", sure="1")
    assert {state for *_, state in held(school)} == {"closed"}
    values = {"name": "Pix", "kind": "pix", "candidates": "1", "day": str(TUESDAY), "codes": ["M2"]}
    answer = lead.post(url(school, "exam_plan"), values | {"things": [room.pk], "sure": "1"})
    assert "est fermé mardi 1er décembre 2026, M2 (réunion)" in words_of(answer.text)


def test_what_runs_is_opened_again_and_is_no_use_of_the_year(lead, teacher, trolley, school):
    close(lead, trolley, (TODAY, "M1"), about="inventaire")
    assert "Aucune réservation" in words_of(lead.get(url(school, "use")).text)
    with scope(school):
        closing = Booking.objects.for_school(school).get().pk
    assert "Tout était là" not in words_of(lead.get(url(school, "booking_page", closing)).text)
    assert lead.post(url(school, "booking_give_back", closing)).status_code == 422
    assert lead.post(url(school, "booking_cancel", closing)).status_code == 302
    assert book(teacher, trolley, (TODAY, "M1")).status_code == 302
