"""The bookings of a person in their secret calendar, read by programs that nobody here wrote."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.accounts.models.member import actor_of
from fanal.accounts.models.roles import Role
from fanal.agenda.tests.feeds import TODAY, make_link
from fanal.bookings.actions.bookable import offer
from fanal.bookings.actions.booking import book, cancel_booking
from fanal.core.calendars.testing import calendar_client
from fanal.core.clock.testing import today
from fanal.core.tenancy import scope
from fanal.core.testing import words_of
from fanal.equipment.tests.factories import RoomFactory
from fanal.timetable.actions.periods import keep_periods
from fanal.timetable.rules.periods import MODELS, runs

pytestmark = pytest.mark.clock(TODAY)

__all__ = ["calendar_client"]
LIMITS = {"days_ahead": 60, "most_periods": 4, "quota": 9, "shows_who": True}


def next_monday() -> date:
    return today() + timedelta(days=7 - today().weekday())


@pytest.fixture
def booked(lead, school):
    """Two lessons of next Monday and one that was cancelled, by the référent."""
    person = lead.membership.person
    by, periods = actor_of(person, Role.DIGITAL_LEAD), MODELS["8h30"][1]
    with scope(school):
        keep_periods(school, periods, by=by)
        room = offer(school, RoomFactory(school=school, name="Salle info"), LIMITS, by=by)
        chosen = [(next_monday(), code) for code in ("M1", "M2", "S1")]
        made = book(room, runs(chosen, periods), "4e A", person=person, now=timezone.now(), by=by)
        cancel_booking(made[1], now=timezone.now(), by=by)


def test_vdirsyncer_and_khal_show_a_booking_at_its_hours(live_server, lead, school, booked, calendar_client):
    """Issue 15: a calendar feed per person, tried with two published clients."""
    calendar_client.subscribe(live_server.url + make_link(lead, school))
    monday = next_monday()
    shown = calendar_client.titles(monday.isoformat(), (monday + timedelta(days=1)).isoformat())
    assert [title for title in shown if "Salle info" in title] == [f"{monday} 08:30 Salle info (4e A)"]


def test_calcurse_of_another_family_shows_it_at_the_same_hours(client, lead, school, booked, calendar_client):
    """Issue 15: tried with two published clients, vdirsyncer with khal and another."""
    raw = client.get(make_link(lead, school)).content
    shown = calendar_client.other_titles(raw, next_monday())
    assert [title for title in shown if "Salle info" in title] == ["08:30 - 10:20 Salle info (4e A)"]


def test_the_hours_of_a_booking_are_those_of_the_school(client, lead, school, booked):
    text = client.get(make_link(lead, school)).text
    monday = f"{next_monday():%Y%m%d}"
    assert f"DTSTART;TZID=Europe/Paris:{monday}T083000" in text
    assert f"DTEND;TZID=Europe/Paris:{monday}T102000" in text
    assert text.count("BEGIN:VEVENT") == 1


def test_the_page_of_the_link_says_that_bookings_are_in_it(lead, school):
    page = words_of(lead.get(reverse("agenda:feed_page", args=[school.uai])).text)
    assert "vos tâches et vos réservations, sans le nom de personne" in page


def test_nobody_else_s_calendar_has_it(client, client_of, school, elsewhere, booked):
    """The link is one person's: neither a colleague's nor a neighbour's shows the booking."""
    for there in (school, elsewhere):
        text = client.get(make_link(client_of(there, Role.DIGITAL_LEAD), there)).text
        assert "BEGIN:VCALENDAR" in text
        assert "Salle info" not in text
