"""Moving a booking: to another time, shorter, longer; what was held stays held when the new time is taken."""

from datetime import date, timedelta

import pytest

from fanal.accounts.models.roles import Role
from fanal.accounts.tests.factories import member_of
from fanal.bookings.actions.bookable import change_bookable
from fanal.bookings.models import Booking
from fanal.bookings.tests.conftest import LIMITS, TODAY
from fanal.bookings.tests.pages import book, held, url
from fanal.core.mail.models import Mail
from fanal.core.tenancy import scope
from fanal.core.testing import words_of
from fanal.equipment.models import Custody, Equipment

pytestmark = pytest.mark.clock(TODAY)  # a Thursday, at nine
FRIDAY, MONDAY = date(2026, 11, 27), date(2026, 11, 30)


def lead_of(school):
    return member_of(school, Role.DIGITAL_LEAD).person


def key_of(school) -> int:
    with scope(school):
        return Booking.objects.for_school(school).order_by("pk").first().pk


def move(who, school, *cells, about=""):
    sent = {"case": [f"{day.isoformat()} {code}" for day, code in cells], "about": about}
    return who.post(url(school, "booking_move", key_of(school)), sent)


def test_it_is_moved_to_another_day_and_the_first_slot_is_free(teacher, client_of, room, school):
    book(teacher, room, (FRIDAY, "S1"), about="4e A")
    page = words_of(teacher.get(url(school, "booking_move", key_of(school))).text)
    assert "décochez ce que vous rendez" in page
    assert move(teacher, school, (MONDAY, "M1"), about="4e B").status_code == 302
    assert held(school) == [(MONDAY, "M1", "4e B", "held")]
    book(client_of(school, Role.STAFF), room, (FRIDAY, "S1"))
    assert len(held(school)) == 2


def test_it_is_shortened_and_lengthened_in_place(teacher, room, school):
    """Issue 15: move, shorten. Its own cells are ticked before."""
    book(teacher, room, (FRIDAY, "S1"), (FRIDAY, "S2"))
    page = teacher.get(url(school, "booking_move", key_of(school))).text
    assert page.count("checked") == 2
    move(teacher, school, (FRIDAY, "S2"))
    assert held(school) == [(FRIDAY, "S2", "", "held")]
    move(teacher, school, (FRIDAY, "S2"), (FRIDAY, "S3"))
    assert held(school) == [(FRIDAY, "S2 S3", "", "held")]


def test_another_day_is_chosen_while_the_first_slot_is_still_ticked(teacher, room, school):
    """On a phone its own cell is ticked out of sight: what is chosen elsewhere replaces it."""
    book(teacher, room, (FRIDAY, "S1"))
    assert move(teacher, school, (FRIDAY, "S1"), (MONDAY, "M3")).status_code == 302
    assert held(school) == [(MONDAY, "M3", "", "held")]


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ([(FRIDAY, "M1")], "Quelqu’un l’a déjà vendredi 27 novembre 2026, M1"),
        ([(MONDAY, "M1"), (MONDAY, "M3")], "une réservation est d’un bloc"),
        ([(date(2026, 11, 28), "M1")], "Choisissez un créneau libre"),
        ([(date(2027, 2, 2), "M1")], "60 jours à l’avance"),
        ([(TODAY - timedelta(days=2), "M1")], "Ce créneau est passé"),
    ],
)
def test_what_cannot_be_leaves_it_where_it_was(teacher, client_of, room, school, cells, said):
    book(teacher, room, (FRIDAY, "S1"), about="4e A")
    book(client_of(school, Role.STAFF), room, (FRIDAY, "M1"))
    answer = move(teacher, school, *cells)
    assert answer.status_code == 422
    assert said in words_of(answer.text)
    assert (FRIDAY, "S1", "4e A", "held") in held(school)


def test_nobody_moves_what_another_has_nor_what_has_begun(teacher, client_of, lead, room, school):
    book(teacher, room, (FRIDAY, "S1"))
    assert move(client_of(school, Role.STAFF), school, (FRIDAY, "S2")).status_code == 404
    assert move(lead, school, (FRIDAY, "S2")).status_code == 302
    book(teacher, room, (TODAY, "M1"))
    with scope(school):
        running = Booking.objects.for_school(school).latest("pk").pk
    answer = teacher.post(url(school, "booking_move", running), {"case": [f"{FRIDAY} S4"]})
    assert "elle a commencé" in words_of(answer.text)


def test_what_was_granted_is_asked_again_for_another_time_not_when_shorter(teacher, room, boss, school):
    book(teacher, room, (FRIDAY, "S1"), (FRIDAY, "S2"))
    with scope(school):
        change_bookable(room, LIMITS | {"needs_approval": True}, approvers=[], by=boss)
    move(teacher, school, (FRIDAY, "S1"))
    assert held(school)[0][3] == "held"
    move(teacher, school, (MONDAY, "S1"))
    assert held(school)[0][3] == "asked"


def test_what_is_withdrawn_or_no_longer_theirs_does_not_move(teacher, room, boss, school):
    book(teacher, room, (FRIDAY, "S1"))
    with scope(school):
        change_bookable(room, LIMITS | {"open_to": "team"}, approvers=[], by=boss)
    assert "ne se réserve plus" in words_of(move(teacher, school, (MONDAY, "M1")).text)
    assert held(school) == [(FRIDAY, "S1", "", "held")]


def test_of_several_moves_only_the_last_one_is_written_about(teacher, room, boss, school):
    with scope(school):
        change_bookable(room, LIMITS | {"needs_approval": True}, approvers=[lead_of(school)], by=boss)
    book(teacher, room, (FRIDAY, "S1"))
    for code in ("S2", "S3", "S4"):
        move(teacher, school, (FRIDAY, code))
    with scope(school):
        (mail,) = Mail.objects.for_school(school)
    assert "S4" in mail.text


def test_what_leaves_with_a_trolley_moves_with_it(teacher, trolley, school):
    book(teacher, trolley, (FRIDAY, "S1"))
    with scope(school):
        tablets = Equipment.objects.for_school(school).filter(kept_in=trolley.equipment)
        tablets.filter(pk=tablets.first().pk).update(state="repair")
    move(teacher, school, (MONDAY, "M1"))
    with scope(school):
        parts = Custody.objects.for_school(school).filter(within__isnull=False, is_held=True)
        assert {part.span.lower.date() for part in parts} == {MONDAY}
        assert parts.count() == 14
