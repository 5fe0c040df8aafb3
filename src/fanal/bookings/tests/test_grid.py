"""What the grid of a week says: which thing it opens on, how many it counts, whose a cell is."""

from datetime import date

import pytest
from django.utils import timezone

from fanal.accounts.models.roles import Role
from fanal.bookings.actions.bookable import offer, put_away
from fanal.bookings.models import Booking
from fanal.bookings.tests.conftest import LIMITS, TODAY
from fanal.bookings.tests.pages import book, url
from fanal.core.tenancy import scope
from fanal.core.testing import words_of
from fanal.equipment.models import Equipment
from fanal.equipment.tests.factories import EquipmentFactory, RoomFactory
from fanal.helpdesk.tests.factories import HelpRequestFactory
from fanal.timetable.models import LessonPeriod

pytestmark = pytest.mark.clock(TODAY)  # a Thursday, at nine
FRIDAY, TUESDAY = date(2026, 11, 27), date(2026, 12, 1)


def test_a_tablet_that_left_with_its_trolley_says_whose_booking_that_is(
    teacher, client_of, lead, boss, trolley, school
):
    """`reading.held`: it has neither person nor booking of its own."""
    with scope(school):
        tablet = EquipmentFactory(school=school)
        alone = offer(school, tablet, LIMITS, by=boss)
        put_away(trolley, [tablet], now=timezone.now(), by=boss)
    book(teacher, trolley, (FRIDAY, "S2"), about="5e B")
    where = f"{url(school)}?quoi={alone.pk}&le={FRIDAY}"
    name = teacher.membership.person.polite_name
    assert f"5e B {name}" in words_of(client_of(school, Role.TEACHER).get(where).text)
    with scope(school):
        booking = Booking.objects.for_school(school).get()
    assert f'href="{url(school, "booking_page", booking.pk)}"><b>5e B</b>' in lead.get(where).text
    assert "5e B Vous" in words_of(teacher.get(where).text)


def test_the_chip_counts_what_works_and_the_cell_says_another_hour(teacher, lead, trolley, school):
    """A newcomer read « 15 » with a tablet in repair, and « Libre » at an hour that was not the row's."""
    with scope(school):
        rows = Equipment.objects.for_school(school).filter(kept_in=trolley.equipment)
        rows.filter(pk=rows.first().pk).update(state="repair")
        LessonPeriod.objects.for_school(school).filter(weekday=1, code="M4").update(starts="11:40")
    page = words_of(teacher.get(f"{url(school)}?quoi={trolley.pk}&le={TUESDAY}").text)
    assert "Valise 14 sur 15" in page
    assert "Libre, 11 h 40" in page


def test_the_page_opens_on_what_one_has_next(teacher, room, trolley, school):
    assert "Salle info, semaine du" in words_of(teacher.get(url(school)).text)
    book(teacher, trolley, (FRIDAY, "S2"))
    assert "Valise, semaine du" in words_of(teacher.get(url(school)).text)


def test_a_link_to_a_saturday_shows_the_monday_after_it(teacher, room, school):
    page = teacher.get(f"{url(school)}?quoi={room.pk}&le=2026-11-28").text
    assert "Semaine du 30 novembre" in words_of(page)
    assert 'data-shown="0"' in page


def test_a_week_far_away_says_neither_what_is_free_now_nor_what_is_broken_now(teacher, room, school):
    with scope(school):
        HelpRequestFactory(school=school, room=room.room, kind="projector")
    near = words_of(teacher.get(f"{url(school)}?quoi={room.pk}").text)
    assert "Libre maintenant" in near
    assert "Une panne est signalée" in near
    far = words_of(teacher.get(f"{url(school)}?quoi={room.pk}&le=2027-07-01").text)
    assert "Libre maintenant" not in far
    assert "Une panne est signalée" not in far


def test_many_things_are_chosen_from_a_list_not_from_sixty_buttons(teacher, room, boss, school):
    with scope(school):
        for rank in range(12):
            offer(school, RoomFactory(school=school, name=f"Labo {rank}"), LIMITS, by=boss)
    page = teacher.get(f"{url(school)}?quoi={room.pk}").text
    assert page.count("<option value=") >= 13
    assert "Que réserver" not in page


def test_what_is_too_far_ahead_is_not_offered_and_says_from_when(teacher, lead, room, school):
    """Sixty days: « Libre » was chosen there, then refused. The team has no such limit."""
    page = f"{url(school)}?quoi={room.pk}&le={date(2027, 1, 25)}"
    shown = teacher.get(page).text
    said = words_of(shown)
    assert 'value="2027-01-25 M1"' in shown, "the sixtieth day"
    assert 'value="2027-01-26 M1"' not in shown
    assert "Dès le 27 nov." in said
    assert "On réserve ici 60 jours à l’avance, jusqu’au 25 janvier 2027" in said
    assert 'value="2027-01-26 M1"' in lead.get(page).text
    later = words_of(teacher.get(f"{url(school)}?quoi={room.pk}&le={date(2027, 2, 2)}").text)
    assert "jusqu’au 25 janvier 2027" in later
    assert "Aucun créneau n’est libre" not in later
