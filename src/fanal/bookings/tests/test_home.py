"""One's own bookings of these days on the home page, and nobody else's."""

from datetime import timedelta

import pytest
from django.urls import reverse

from fanal.accounts.models.roles import Role
from fanal.bookings.actions.bookable import change_bookable
from fanal.bookings.models import Booking
from fanal.bookings.tests.conftest import LIMITS, TODAY
from fanal.bookings.tests.pages import book
from fanal.core.tenancy import scope
from fanal.core.testing import words_of
from fanal.helpdesk.tests.factories import HelpRequestFactory

pytestmark = pytest.mark.clock(TODAY)


def test_each_finds_their_own_bookings_on_the_home_page(teacher, client_of, room, school):
    home, colleague = reverse("web:home", args=[school.uai]), client_of(school, Role.TEACHER)
    for who, code in ((teacher, "S1"), (colleague, "S2")):
        assert "Salle info" not in words_of(who.get(home).text)
        grid = f"{reverse('bookings:week', args=[school.uai])}?quoi={room.pk}"
        who.post(grid, {"case": [f"2026-11-27 {code}"]}, follow=True)
        said = words_of(who.get(home).text)
        assert said.count("Salle info") == 1
        assert f", {code}" in said


def test_what_comes_these_days_stands_before_the_requests_of_last_year(teacher, room, school):
    """On a phone the columns follow each other: the room of this afternoon is not under what is finished."""
    with scope(school):
        person = teacher.membership.person
        HelpRequestFactory(school=school, requester=person, state="closed", closed_at="2025-12-18T10:00Z")
    book(teacher, room, (TODAY, "S1"))
    teacher.get(reverse("web:home", args=[school.uai]))
    said = words_of(teacher.get(reverse("web:home", args=[school.uai])).text)
    assert said.index("Ces jours-ci") < said.index("Salle info") < said.index("Toutes mes demandes")


def test_a_refusal_is_news_from_the_day_it_is_refused(teacher, lead, room, boss, school):
    """A booking of two weeks ahead, refused or taken by an exam: the home page says it at once."""
    home, far = reverse("web:home", args=[school.uai]), TODAY + timedelta(days=15)
    with scope(school):
        change_bookable(room, LIMITS | {"needs_approval": True}, approvers=[], by=boss)
    book(teacher, room, (far, "S1"))
    teacher.get(home)  # says that it is asked, once
    assert "Salle info" not in words_of(teacher.get(home).text)
    with scope(school):
        (asked,) = Booking.objects.for_school(school)
    lead.post(reverse("bookings:booking_refuse", args=[school.uai, asked.pk]), {"reply": "Pris pour Pix"})
    said = words_of(teacher.get(home).text)
    assert "Salle info" in said
    assert "refusé : Pris pour Pix" in said


@pytest.mark.parametrize("about", ["room", "machine", "content"])
def test_a_request_leads_to_booking_what_it_is_about(lead, room, trolley, school, about):
    """Issue 15, Bookings: « From a request, a room's label ». A tablet leads to the case it is kept in."""
    with scope(school):
        machine = trolley.equipment.content.first() if about == "content" else trolley.equipment
        subject = {"room": room.room, "equipment": None if about == "room" else machine}
        made = HelpRequestFactory(school=school, **subject)
    page = lead.get(reverse("helpdesk:request_page", args=[school.uai, made.number])).text
    wanted = room if about == "room" else trolley
    assert f"Réserver {wanted}" in words_of(page)
    assert f"{reverse('bookings:week', args=[school.uai])}?quoi={wanted.pk}" in page
