"""The use of a year: periods taken among those that took place, what was wanted in vain, nobody named."""

from collections import Counter
from datetime import date

import pytest

from fanal.accounts.models.roles import Role
from fanal.bookings.actions.bookable import offer
from fanal.bookings.models import Booking
from fanal.bookings.rules.use import Use, slots_held, slots_of
from fanal.bookings.tests.conftest import LIMITS, TODAY
from fanal.bookings.tests.pages import book, url
from fanal.core.tenancy import scope
from fanal.core.testing import words_of
from fanal.equipment.models import Custody
from fanal.equipment.tests.factories import RoomFactory
from fanal.timetable.rules.periods import MODELS
from fanal.year.rules.delays import WorkingCalendar

pytestmark = pytest.mark.clock(TODAY)  # a Thursday, at nine
MONDAY, FRIDAY = date(2026, 11, 23), date(2026, 11, 27)


def test_a_week_has_each_morning_period_five_times_and_each_of_the_afternoon_four():
    held = Counter(code for _, code in slots_held(MONDAY, FRIDAY, MODELS["8h30"][1], WorkingCalendar()))
    assert (held["M1"], held["S1"], sum(held.values())) == (5, 4, 36)


def test_closed_days_are_not_counted():
    closed = WorkingCalendar(frozenset({(MONDAY, FRIDAY)}))
    assert len(slots_held(MONDAY, FRIDAY, MODELS["8h30"][1], closed)) == 8


def test_a_rate_keeps_its_two_numbers():
    assert Use("Salle", 1, 3).percent == 33
    assert Use("Salle", 0, 0).percent == 0
    assert slots_of(MONDAY, "S1 S2") == [(MONDAY, "S1"), (MONDAY, "S2")]


def test_the_team_reads_what_is_taken_and_what_was_wanted_in_vain(lead, teacher, client_of, room, school):
    """Issue 15: rate of use by room, kit, period; refusals as an argument for the authority."""
    assert "Aucune réservation n’a encore eu lieu" in words_of(lead.get(url(school, "use")).text)
    book(teacher, room, (TODAY, "M1"), (TODAY, "M2"), about="4e A")
    other = client_of(school, Role.TEACHER)
    other.post(f"{url(school, 'waiting_page')}?quoi={room.pk}&case={TODAY}%20M2")
    page = words_of(lead.get(url(school, "use")).text)
    assert "25 %, 2 créneaux sur 8" in page
    assert "Salle info 1 0" in page
    assert teacher.membership.person.family_name not in page
    with scope(school):
        Booking.objects.for_school(school).update(is_complete=False)
    assert "Salle info 1 1" in words_of(lead.get(url(school, "use")).text)
    assert teacher.get(url(school, "use")).status_code == 403


def test_a_thing_counts_from_the_day_on_which_it_could_be_booked(lead, teacher, room, boss, school):
    """A room offered today read « 0 créneau sur 28 », since the Monday on which another one was booked."""
    book(teacher, room, (TODAY, "M1"))
    with scope(school):
        custody = Custody.objects.for_school(school).get()
        days = TODAY - MONDAY
        Custody.objects.filter(pk=custody.pk).update(
            span=(custody.span.lower - days, custody.span.upper - days)
        )
        offer(school, RoomFactory(school=school, name="Labo"), LIMITS, by=boss)
    page = words_of(lead.get(url(school, "use")).text)
    assert "1 créneau sur 28" in page, "booked on Monday, whatever the journal says"
    assert "0 créneau sur 8" in page
    assert "M1 20 %, 1 sur 5" in page, "four mornings of one room, one of the other"


def test_the_year_in_figures_has_them(lead, teacher, room, school):
    book(teacher, room, (TODAY, "M1"))
    assert "Réservations" in words_of(lead.get(f"/e/{school.uai}/annee/chiffres/").text)
