"""Booking a room or a trolley: in the grid, each week, given back, within the limits of the school."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.accounts.models import SchoolHoliday
from fanal.accounts.models.roles import Role
from fanal.bookings.models import Bookable, Booking
from fanal.bookings.tests.conftest import TODAY
from fanal.bookings.tests.pages import book, held, url
from fanal.core.models import JournalEntry
from fanal.core.retention.removal import keep_no_longer
from fanal.core.tenancy import scope
from fanal.core.testing import MOST_QUERIES, words_of
from fanal.equipment.models import Custody, Equipment

pytestmark = pytest.mark.clock(TODAY)  # a Thursday, at nine
FRIDAY, TUESDAY = date(2026, 11, 27), date(2026, 12, 1)
KEY = "k" * 20


def test_a_teacher_books_from_the_grid_and_reads_it_there(teacher, room, school):
    """ux.md § 7: 3 clicks, what, cell, confirm."""
    page = teacher.get(url(school)).text
    assert f'value="{FRIDAY} S1"' in page
    answer = book(teacher, room, (FRIDAY, "S1"), (FRIDAY, "S2"), about=" 4e   A ", key=KEY)
    assert answer.status_code == 302
    assert held(school) == [(FRIDAY, "S1 S2", "4e A", "held")]
    shown = words_of(teacher.get(answer.url).text)
    assert "Salle info : c’est réservé pour vous." in shown
    assert shown.count("4e A Vous") == 2
    assert book(teacher, room, (FRIDAY, "S1"), (FRIDAY, "S2"), about="4e A", key=KEY).url == answer.url
    assert len(held(school)) == 1, "pressed twice, booked once"


def test_what_is_free_in_this_lesson_is_booked_by_one_press(teacher, client_of, room, trolley, school):
    """Issue 15: « libre maintenant » first. At nine, M1 runs."""
    page = words_of(teacher.get(url(school)).text)
    assert "Libre maintenant, M1 : Salle info Valise" in page
    book(teacher, room, (TODAY, "M1"))
    assert held(school) == [(TODAY, "M1", "", "held")]
    assert "Libre maintenant, M1 : Valise" in words_of(client_of(school, Role.STAFF).get(url(school)).text)


def test_a_slot_that_somebody_has_is_refused_in_words(teacher, client_of, room, school):
    book(teacher, room, (FRIDAY, "S1"))
    answer = book(client_of(school, Role.STAFF), room, (FRIDAY, "S1"), (FRIDAY, "M1"))
    assert answer.status_code == 422
    assert "Quelqu’un l’a déjà vendredi 27 novembre 2026, S1" in words_of(answer.text)
    assert len(held(school)) == 1, "all or nothing"


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ([], "Choisissez un créneau libre"),
        ([(date(2026, 11, 25), "M1")], "créneau est passé"),
        ([(date(2026, 11, 28), "M1")], "Choisissez un créneau libre"),
        ([(date(2027, 2, 2), "M1")], "60 jours à l’avance"),
        ([(FRIDAY, code) for code in ("M1", "M2", "M3", "M4", "S1")], "4 créneaux de suite"),
        (
            [(FRIDAY, "M1"), (FRIDAY, "M3"), (FRIDAY, "S1"), (FRIDAY, "S3")],
            "demandez-en 3 au plus",
        ),
        ([(date(2026, 12, 22), "M1")], "fermé ce jour-là"),
    ],
    ids=["nothing", "past", "no lesson", "far", "long", "many", "holidays"],
)
def test_each_refusal_says_why_and_keeps_nothing(teacher, room, school, cells, said):
    with scope(school):
        days = {"first_day": date(2026, 12, 19), "back_on": date(2027, 1, 4)}
        SchoolHoliday.objects.create(school=school, school_year="2026-2027", name="Noël", **days)
    answer = book(teacher, room, *cells)
    assert answer.status_code == 422
    assert said in words_of(answer.text)
    assert held(school) == []


def test_every_week_is_shown_before_and_what_is_taken_is_skipped(teacher, client_of, room, school):
    """users-ask.md B5, skip conflicts (librebooking#1220): shown before, then only what is free."""
    with scope(school):
        days = {"first_day": date(2026, 12, 19), "back_on": date(2027, 1, 4)}
        SchoolHoliday.objects.create(school=school, school_year="2026-2027", name="Noël", **days)
    book(client_of(school, Role.STAFF), room, (date(2026, 12, 8), "M2"))
    preview = book(teacher, room, (TUESDAY, "M2"), repeat="weekly", about="6e B")
    said = words_of(preview.text)
    assert (preview.status_code, len(held(school))) == (200, 1)
    assert "Salle info : 2 créneaux libres sur 3" in said
    assert "Sauté : déjà pris" in said
    done = book(teacher, room, (TUESDAY, "M2"), repeat="weekly", about="6e B", sure="1")
    assert "1 créneau est sauté : mardi 8 décembre 2026, M2." in words_of(teacher.get(done.url).text)
    assert [day for day, _, about, _ in held(school) if about] == [TUESDAY, date(2026, 12, 15)]


def test_a_trolley_says_what_is_missing_before_the_class(teacher, trolley, school):
    """users-ask.md B4: « 13 sur 15 »."""
    with scope(school):
        rows = Equipment.objects.for_school(school).filter(kept_in=trolley.equipment)
        rows.filter(pk__in=list(rows.values_list("pk", flat=True)[:2])).update(state="repair")
    answer = book(teacher, trolley, (FRIDAY, "M1"))
    assert "Appareils : 13 sur 15, le reste est en réparation ou prêté." in words_of(
        teacher.get(answer.url).text
    )
    with scope(school):
        mine = Booking.objects.for_school(school).get()
    assert "13 sur 15" in words_of(teacher.get(url(school, "booking_page", mine.pk)).text)


def test_it_is_cancelled_before_and_free_at_once(teacher, room, school):
    book(teacher, room, (FRIDAY, "S1"))
    with scope(school):
        mine = Booking.objects.for_school(school).get()
    for _ in range(2):
        answer = teacher.post(url(school, "booking_cancel", mine.pk))
        assert answer.url == f"{url(school)}?quoi={room.pk}&le={FRIDAY}"
    assert "<dt>Appareils" not in teacher.get(url(school, "booking_page", mine.pk)).text
    assert book(teacher, room, (FRIDAY, "S1")).status_code == 302
    assert [state for *_, state in held(school)] == ["cancelled", "held"]


def test_it_is_given_back_while_it_runs_and_somebody_else_has_the_rest(teacher, client_of, room, school):
    """At nine, M1 runs (8 h 30 to 9 h 25): « quelqu’un d’autre peut s’en servir » must be true."""
    colleague = client_of(school, Role.STAFF)
    book(teacher, room, (TODAY, "M1"))
    assert book(colleague, room, (TODAY, "M1")).status_code == 422
    with scope(school):
        mine = Booking.objects.for_school(school).get()
    assert teacher.post(url(school, "booking_cancel", mine.pk)).status_code == 422
    answer = teacher.post(url(school, "booking_give_back", mine.pk))
    assert answer.url == f"{url(school)}?quoi={room.pk}&le={TODAY}"
    assert f'value="{TODAY} M1"' in colleague.get(answer.url).text
    assert book(colleague, room, (TODAY, "M1")).status_code == 302
    with scope(school):
        first, second = Booking.objects.for_school(school).select_related("custody").order_by("pk")
        assert (first.state, second.state) == ("back", "held")
        assert first.ends <= second.starts


def test_only_ones_own_is_read_and_ended_but_by_the_team(teacher, client_of, lead, room, school, elsewhere):
    book(teacher, room, (FRIDAY, "S1"))
    with scope(school):
        theirs = Booking.objects.for_school(school).get()
    colleague, neighbour = client_of(school, Role.TEACHER), client_of(elsewhere, Role.HEAD)
    for who in (colleague, neighbour):
        assert who.get(url(school, "booking_page", theirs.pk)).status_code == 404
        assert who.post(url(school, "booking_cancel", theirs.pk)).status_code == 404
    assert lead.post(url(school, "booking_cancel", theirs.pk)).status_code == 302


def test_who_booked_is_hidden_where_the_school_wants_it(teacher, client_of, lead, room, school):
    """users-ask.md B1, hide who booked (glpi#18472)."""
    name = teacher.membership.person.family_name
    book(teacher, room, (FRIDAY, "S1"), about="5e C")
    grid = f"{url(school)}?quoi={room.pk}&le={FRIDAY}"
    colleague = client_of(school, Role.TEACHER)
    assert name in colleague.get(grid).text
    with scope(school):
        Bookable.objects.filter(pk=room.pk).update(shows_who=False)
    hidden = colleague.get(grid).text
    assert name not in hidden
    assert "5e C" not in hidden
    assert name in lead.get(grid).text


def test_the_team_says_what_can_be_booked_and_others_do_not(lead, teacher, room, school):
    for page in ("bookable_list", "bookable_add", "lesson_periods"):
        assert lead.get(url(school, page)).status_code == 200
        assert teacher.get(url(school, page)).status_code == 403
    values = {
        "open_to": "everyone",
        "days_ahead": "30",
        "most_periods": "2",
        "quota": "5",
        "shows_who": "on",
    }
    assert lead.post(url(school, "bookable_change", room.pk), values).status_code == 302
    assert teacher.post(url(school, "bookable_change", room.pk), values).status_code == 403
    assert lead.post(url(school, "bookable_withdraw", room.pk)).status_code == 302
    assert "ne se réserve" in words_of(teacher.get(url(school)).text)
    assert teacher.post(url(school, "bookable_put_back", room.pk)).status_code == 403
    assert lead.post(url(school, "bookable_put_back", room.pk)).status_code == 302
    assert "Salle info" in words_of(teacher.get(url(school)).text)


def test_limits_that_make_no_sense_are_refused_on_their_field(lead, room, school):
    values = {"open_to": "everyone", "days_ahead": "0", "most_periods": "99", "quota": "5"}
    assert lead.post(url(school, "bookable_change", room.pk), values).status_code == 422


def test_a_room_or_a_machine_never_both_never_none(lead, room, school):
    values = {"open_to": "everyone", "days_ahead": "30", "most_periods": "2", "quota": "5"}
    answer = lead.post(url(school, "bookable_add"), values)
    assert answer.status_code == 422
    assert "une salle, ou du matériel" in words_of(answer.text)


def test_the_week_costs_the_same_for_one_and_for_many(teacher, room, school, count_queries):
    book(teacher, room, (FRIDAY, "S1"))
    page = f"{url(school)}?quoi={room.pk}&le={FRIDAY}"
    with count_queries() as one:
        teacher.get(page)
    for code in ("M1", "M3"):
        book(teacher, room, (FRIDAY, code))
    with count_queries() as many:
        teacher.get(page)
    assert len(one) == len(many) <= MOST_QUERIES


def test_a_year_later_nobody_is_named_and_the_slot_stays(teacher, room, school):
    book(teacher, room, (FRIDAY, "S1"), about="4e A")
    with scope(school):
        custody = Custody.objects.for_school(school).get()
        old = custody.span.lower - timedelta(days=400), custody.span.upper - timedelta(days=400)
        Custody.objects.filter(pk=custody.pk).update(span=old)
    assert keep_no_longer(timezone.now()) == []
    with scope(school):
        row = Booking.objects.for_school(school).select_related("custody").get()
        assert (row.about, row.custody.person) == ("", None)


def test_what_happened_is_in_the_journal(teacher, room, school):
    book(teacher, room, (FRIDAY, "S1"))
    with scope(school):
        mine = Booking.objects.for_school(school).get()
    teacher.post(url(school, "booking_cancel", mine.pk))
    with scope(school):
        verbs = JournalEntry.objects.for_school(school).filter(subject=f"bookings.booking:{mine.pk}")
        assert list(verbs.order_by("pk").values_list("verb", flat=True)) == [
            "bookings.booked",
            "bookings.cancelled",
        ]


@pytest.mark.parametrize("le", ["", "demain", "9999-12-31", "0001-01-01", "2026-13-01"])
@pytest.mark.parametrize("quoi", ["", "-1", "abc", "99999999999999999999"])
def test_an_address_that_means_nothing_shows_this_week(teacher, room, school, le, quoi):
    page = teacher.get(url(school), {"le": le, "quoi": quoi})
    assert page.status_code == 200
    assert f'value="{FRIDAY} S1"' in page.text


def test_what_somebody_who_leaves_has_booked_is_on_their_exit_sheet(teacher, lead, room, school):
    book(teacher, room, (FRIDAY, "S1"))
    person = teacher.membership.person
    page = reverse("movements:departure", args=[school.uai, person.pk])
    said = words_of(lead.get(page).text)
    assert "Réservations à venir, à annuler" in said
    assert "Salle info (27/11/2026, S1)" in said


def test_the_page_of_a_room_or_a_tablet_says_who_has_it_next_and_leads_to_the_grid(
    teacher, client_of, lead, room, trolley, school
):
    """Issue 15: scan a label, then « réserver cette salle »."""
    book(teacher, room, (FRIDAY, "S1"), about="4e A")
    book(teacher, trolley, (FRIDAY, "S2"), about="5e B")
    with scope(school):
        tablet = Equipment.objects.for_school(school).filter(kept_in=trolley.equipment).first()
    place = reverse("equipment:room_page", args=[school.uai, room.room_id])
    colleague = client_of(school, Role.TEACHER)
    assert "vendredi 27 novembre, S1" in words_of(colleague.get(place).text)
    assert f"{url(school)}?quoi={room.pk}" in colleague.get(place).text
    machine = words_of(lead.get(reverse("equipment:equipment_page", args=[school.uai, tablet.number])).text)
    assert "vendredi 27 novembre, S2" in machine
    with scope(school):
        Bookable.objects.update(shows_who=False)
    assert teacher.membership.person.family_name not in colleague.get(place).text
