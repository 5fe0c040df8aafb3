"""The day of all things, the screen in the hall, the calendar of a room: links that can be taken back."""

import re
from datetime import date, datetime, timedelta

import pytest
import time_machine
from django.urls import reverse
from lxml import html

from fanal.accounts.models.roles import Role
from fanal.bookings.models import Booking, BookingLink
from fanal.bookings.tests.conftest import TODAY
from fanal.bookings.tests.pages import book, url
from fanal.core.calendars.testing import calendar_client
from fanal.core.tenancy import scope
from fanal.core.testing import MOST_QUERIES, words_of
from fanal.equipment.actions.custody import take
from fanal.equipment.models import Custody

__all__ = ["calendar_client"]
pytestmark = pytest.mark.clock(TODAY)  # a Thursday, at nine
FRIDAY = date(2026, 11, 27)


def made(lead, school, name, *args, names=False) -> str:
    """The path of a link that the team makes."""
    lead.post(url(school, name, *args), {"names": "on"} if names else {})
    part = "ecran" if name == "screen_make" else "agenda"
    text = lead.get(url(school, "link_list")).text
    (path,) = re.findall(rf'value="[^"]*(/e/[^"]*/reserver/{part}/[a-z2-7]+[^"]*)"', text)
    return path


def test_a_day_of_all_things_is_one_grid(teacher, room, trolley, school):
    """Issue 15: the grid of a day for all rooms."""
    book(teacher, room, (FRIDAY, "S1"), about="4e A")
    page = words_of(teacher.get(f"{url(school, 'day')}?le={FRIDAY}").text)
    assert page.index("Salle info") < page.index("Valise")
    assert "4e A Vous" in page
    assert page.count("Libre") == 15, "two things, eight periods, one taken"
    sunday = teacher.get(f"{url(school, 'day')}?le=2026-11-29").text
    assert "fermé ce jour-là" in words_of(sunday)
    assert "?le=2026-11-28" in sunday, "one goes on past a day without lessons, and back"


def test_the_day_stays_within_its_questions(teacher, room, school, django_assert_max_num_queries):
    with django_assert_max_num_queries(MOST_QUERIES):
        teacher.get(url(school, "day"))


def test_the_screen_needs_no_account_refreshes_itself_and_names_nobody(client, lead, teacher, room, school):
    """Issue 15: hall screen, one address, refreshes itself, no name unless the school wants it."""
    book(teacher, room, (TODAY, "S1"), about="4e A")
    path = made(lead, school, "screen_make")
    answer = client.get(path)
    assert answer.headers["Refresh"] == "60"
    said = words_of(answer.text)
    assert "Réservé" in said
    assert "4e A" not in said
    assert teacher.membership.person.family_name not in said
    named = made(lead, school, "screen_make", names=True)
    assert client.get(path).status_code == 404, "the former address opens nothing"
    assert "4e A" in words_of(client.get(named).text)


def test_who_booked_stays_hidden_where_the_thing_hides_it(client, lead, teacher, room, school):
    with scope(school):
        type(room).objects.for_school(school).filter(pk=room.pk).update(shows_who=False)
    book(teacher, room, (TODAY, "S1"), about="4e A")
    assert "4e A" not in words_of(client.get(made(lead, school, "screen_make", names=True)).text)


def test_vdirsyncer_and_khal_show_the_calendar_of_a_room(
    live_server, lead, teacher, room, school, calendar_client
):
    """Issue 15: a calendar feed per room and kit, tried with published clients (GRR#384)."""
    book(teacher, room, (FRIDAY, "S1"), about="4e A")
    path = made(lead, school, "link_make", room.pk)
    calendar_client.subscribe(live_server.url + path)
    shown = calendar_client.titles(FRIDAY.isoformat(), (FRIDAY + timedelta(days=1)).isoformat())
    assert shown == [f"{FRIDAY} 13:30 Réservé"]


def test_calcurse_shows_the_calendar_of_a_room_too(client, lead, teacher, room, school, calendar_client):
    """Issue 15: a calendar feed per room and kit, tried with a second published client (GRR#384)."""
    book(teacher, room, (FRIDAY, "S1"), about="4e A")
    raw = client.get(made(lead, school, "link_make", room.pk)).content
    assert calendar_client.other_titles(raw, FRIDAY) == ["13:30 - 14:25 Réservé"]


def test_the_calendar_says_the_class_only_where_the_team_chose_it(client, lead, teacher, room, school):
    book(teacher, room, (FRIDAY, "S1"), about="4e A")
    assert "4e A" not in client.get(made(lead, school, "link_make", room.pk)).text
    assert "4e A" in client.get(made(lead, school, "link_make", room.pk, names=True)).text


def test_a_link_taken_back_or_made_up_opens_nothing(client, lead, room, school):
    path = made(lead, school, "link_make", room.pk)
    with scope(school):
        link = BookingLink.objects.for_school(school).get().pk
    assert lead.post(url(school, "link_revoke", link)).status_code == 302
    assert client.get(path).status_code == 404
    for token in ("a" * 26, "x", "A" * 26):
        assert client.get(url(school, "thing_feed", token)).status_code == 404
        assert client.get(url(school, "screen", token)).status_code == 404


def test_in_the_evening_the_screen_shows_the_next_day_of_lessons(client, lead, teacher, room, school):
    """Once the last lesson was over, the hall had an empty grid."""
    book(teacher, room, (FRIDAY, "S1"))
    path = made(lead, school, "screen_make")
    assert "Jeudi 26 novembre" in words_of(client.get(path).text)
    with time_machine.travel("2026-11-26 20:00:00+01:00"):
        assert "Vendredi 27 novembre" in words_of(client.get(path).text)
    with time_machine.travel("2026-11-27 20:00:00+01:00"):
        assert "Lundi 30 novembre" in words_of(client.get(path).text)


def test_a_link_opens_no_screen_and_nothing_of_a_neighbour(client, lead, room, school, elsewhere):
    path = made(lead, school, "link_make", room.pk)
    token = path.split("/")[-1].removesuffix(".ics")
    assert client.get(url(school, "screen", token)).status_code == 404
    assert client.get(reverse("bookings:thing_feed", args=[elsewhere.uai, token])).status_code == 404


def test_changing_an_address_that_serves_is_asked_first(lead, room, school):
    """One press on « Changer d’adresse », and the screen of the hall was dead."""
    before = lead.get(url(school, "link_list")).text
    assert "data-confirm" not in before, "nothing serves yet"
    lead.post(url(school, "screen_make"))
    lead.post(url(school, "link_make", room.pk))
    page = lead.get(url(school, "link_list")).text
    assert "ouvrez-y la nouvelle" in page
    assert "collez-y le nouveau" in page


def test_an_address_is_copied_by_a_press(lead, room, school):
    lead.post(url(school, "screen_make"))
    lead.post(url(school, "link_make", room.pk))
    page = html.fromstring(lead.get(url(school, "link_list")).text)
    copied = page.xpath("//button/@data-copy")
    assert copied == ["screen-link", f"link-{room.pk}"]
    assert all(page.get_element_by_id(name).get("value").startswith("http") for name in copied)


def test_only_the_team_makes_links(client_of, room, school):
    other = client_of(school, Role.TEACHER)
    assert other.get(url(school, "link_list")).status_code == 403
    assert other.post(url(school, "screen_make")).status_code == 403
    assert other.post(url(school, "link_make", room.pk)).status_code == 403


def test_the_calendar_of_a_room_holds_its_lessons(client, lead, room, school):
    """December § 2.8: 69 lessons held, 0 events."""
    with scope(school):
        starts = datetime(2026, 11, 30, 8, 30, tzinfo=school.zone_info)
        hour = timedelta(minutes=55)
        take(room.room, starts, starts + hour, kind=Custody.Kind.LESSON, person=None)
        Custody.objects.for_school(school).update(label="4e A")
    told = client.get(made(lead, school, "link_make", room.pk)).text
    assert "SUMMARY:Cours\r\n" in told
    assert "DTSTART;TZID=Europe/Paris:20261130T083000" in told
    assert "4e A" not in told
    assert "SUMMARY:Cours\\, 4e A" in client.get(made(lead, school, "link_make", room.pk, names=True)).text


def test_a_calendar_says_neither_when_nor_in_which_order_slots_were_booked(
    client, lead, teacher, room, school
):
    """December § 7 N9: DTSTAMP was the moment of the booking, and the key its rank."""
    path = made(lead, school, "link_make", room.pk)
    with time_machine.travel("2026-11-26T10:11:12+01:00", tick=False):
        book(teacher, room, (FRIDAY, "S1"))
    with time_machine.travel("2026-11-26T10:31:32+01:00", tick=False):
        book(teacher, room, (FRIDAY, "S2"))
        told = client.get(path).text
    assert len(set(re.findall(r"DTSTAMP:(\S+)", told))) == 1
    assert "20261126T0911" not in told
    assert "20261126T0931" not in told
    with scope(school):
        keys = [str(pk) for pk in Booking.objects.for_school(school).values_list("pk", flat=True)]
    assert not [uid for uid in re.findall(r"UID:(\S+)@", told) if uid.rpartition("-")[2] in keys]
    assert client.get(path).text.count("BEGIN:VEVENT") == 2
