"""« Quelqu’un la veut aussi »: waiting for a slot that somebody has, and being told when it frees itself."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.accounts.models.member import system
from fanal.accounts.models.roles import Role, System
from fanal.bookings.actions.bookable import change_bookable
from fanal.bookings.actions.decision import lapse
from fanal.bookings.models import Booking, WaitingListEntry
from fanal.bookings.tests.conftest import LIMITS, TODAY
from fanal.bookings.tests.pages import book, held, url
from fanal.core.mail.models import Mail
from fanal.core.retention.removal import keep_no_longer
from fanal.core.tenancy import scope
from fanal.core.testing import words_of

pytestmark = pytest.mark.clock(TODAY)  # a Thursday, at nine
FRIDAY = date(2026, 11, 27)


@pytest.fixture
def colleague(client_of, school):
    return client_of(school, Role.TEACHER)


def waiting(bookable, code="S1", day=FRIDAY) -> str:
    return f"{url(bookable.school, 'waiting_page')}?quoi={bookable.pk}&case={day.isoformat()}%20{code}"


def told(school) -> list[str]:
    with scope(school):
        rows = Mail.objects.for_school(school).filter(key__startswith="reservation-libre")
        return [mail.to for mail in rows]


def only(school) -> int:
    with scope(school):
        return Booking.objects.for_school(school).get().pk


def entries(school) -> int:
    with scope(school):
        return WaitingListEntry.objects.for_school(school).count()


def test_whoever_waits_is_told_when_it_is_cancelled_and_books_it(teacher, colleague, room, school):
    """Issue 15: « quelqu’un la veut aussi », the waiting list is told when it frees itself."""
    book(teacher, room, (FRIDAY, "S1"))
    grid = colleague.get(f"{url(school)}?quoi={room.pk}&le={FRIDAY}").text
    assert "attendre/?quoi=" in grid
    assert "Le premier qui le réserve l’a" in words_of(colleague.get(waiting(room)).text)
    for _ in range(2):
        assert colleague.post(waiting(room)).status_code == 302
    assert entries(school) == 1, "asked twice is asked once"
    assert "vous l’attendez" in words_of(colleague.get(f"{url(school)}?quoi={room.pk}&le={FRIDAY}").text)
    assert "Vous attendez ce créneau" in words_of(colleague.get(waiting(room)).text)
    teacher.post(url(school, "booking_cancel", only(school)))
    assert told(school) == [colleague.membership.person.email]
    book(colleague, room, (FRIDAY, "S1"))
    assert [row[3] for row in held(school)].count("held") == 1
    assert entries(school) == 0, "whoever has it waits no more"


@pytest.mark.parametrize("way", ["moved", "shortened", "given back"])
def test_it_is_told_whichever_way_it_frees_itself(teacher, colleague, room, school, way):
    code = "M2" if way == "given back" else "S2"
    day = TODAY if way == "given back" else FRIDAY
    first = "M1" if way == "given back" else "S1"
    book(teacher, room, (day, first), (day, code))
    colleague.post(waiting(room, code, day))
    if way == "given back":
        teacher.post(url(school, "booking_give_back", only(school)))
    else:
        cell = f"{FRIDAY} S1" if way == "shortened" else f"{FRIDAY} M1"
        teacher.post(url(school, "booking_move", only(school)), {"case": [cell]})
    assert told(school) == [colleague.membership.person.email]


def test_whoever_waits_again_is_told_again(teacher, colleague, client_of, room, school):
    for who in (teacher, client_of(school, Role.STAFF)):
        book(who, room, (FRIDAY, "S1"))
        assert "Me prévenir" in words_of(colleague.get(waiting(room)).text)
        colleague.post(waiting(room))
        with scope(school):
            last = Booking.objects.for_school(school).latest("pk").pk
        who.post(url(school, "booking_cancel", last))
    assert told(school) == [colleague.membership.person.email] * 2


def test_nobody_is_told_of_what_is_still_taken(teacher, colleague, room, school):
    book(teacher, room, (FRIDAY, "S1"), (FRIDAY, "S2"))
    colleague.post(waiting(room, "S2"))
    teacher.post(url(school, "booking_move", only(school)), {"case": [f"{FRIDAY} S2", f"{FRIDAY} S3"]})
    assert told(school) == []


def test_ones_own_slot_needs_no_waiting_and_it_is_said(teacher, room, school):
    book(teacher, room, (FRIDAY, "S1"))
    assert "Vous avez déjà ce créneau" in words_of(teacher.post(waiting(room)).text)
    assert entries(school) == 0


@pytest.mark.parametrize("way", ["get", "post"])
def test_a_slot_that_is_free_leads_to_the_grid_where_it_is_booked(colleague, room, school, way):
    """A newcomer read « Quelqu’un l’a » of a free slot, then a page without a way to book it."""
    answer = getattr(colleague, way)(waiting(room))
    assert answer.url == f"{url(school)}?quoi={room.pk}&le={FRIDAY}"
    shown = words_of(colleague.get(answer.url).text)
    assert "Ce créneau est libre (vendredi 27 novembre 2026, S1) : cochez-le" in shown
    assert entries(school) == 0


@pytest.mark.parametrize(
    "case", ["", "2026-11-27", "2026-11-28 S1", "9999-12-31 S1", "abc S1", "2026-11-27 X"]
)
def test_an_address_that_means_nothing_is_no_page(teacher, room, school, case):
    page = url(school, "waiting_page")
    assert teacher.get(page, {"quoi": room.pk, "case": case}).status_code == 404
    assert teacher.get(page, {"quoi": "x", "case": "2026-11-27 S1"}).status_code == 404


def test_only_ones_own_wait_is_ended(teacher, colleague, client_of, room, school):
    book(teacher, room, (FRIDAY, "S1"))
    colleague.post(waiting(room))
    with scope(school):
        entry = WaitingListEntry.objects.for_school(school).get().pk
    assert client_of(school, Role.STAFF).post(url(school, "waiting_stop", entry)).status_code == 404
    assert colleague.post(url(school, "waiting_stop", entry)).status_code == 302
    assert entries(school) == 0


def test_what_one_waits_for_is_listed_beside_the_grid_and_ended_there(
    teacher, colleague, room, trolley, school
):
    book(teacher, room, (FRIDAY, "S1"))
    colleague.post(waiting(room))
    grid = colleague.get(f"{url(school)}?quoi={trolley.pk}").text
    assert "Ce que vous attendez Salle info vendredi 27 novembre, S1 Ne plus attendre" in words_of(grid)
    with scope(school):
        entry = WaitingListEntry.objects.for_school(school).get().pk
    assert url(school, "waiting_stop", entry) in grid
    assert "Ce que vous attendez" not in words_of(teacher.get(url(school)).text), "nobody else's"


def test_home_says_a_slot_that_freed_itself_until_somebody_has_it(
    teacher, colleague, client_of, room, school
):
    home = reverse("web:home", args=[school.uai])
    book(teacher, room, (FRIDAY, "S1"))
    colleague.post(waiting(room))
    assert "que vous attendiez" not in words_of(colleague.get(home).text)
    teacher.post(url(school, "booking_cancel", only(school)))
    page = colleague.get(home).text
    assert "Salle info : le créneau que vous attendiez est libre" in words_of(page)
    assert "vendredi 27 novembre, S1. Le premier qui le réserve l’a" in words_of(page)
    assert f"{url(school)}?quoi={room.pk}&amp;le={FRIDAY}" in page
    book(client_of(school, Role.STAFF), room, (FRIDAY, "S1"))
    assert "que vous attendiez" not in words_of(colleague.get(home).text)


@pytest.mark.clock(date(2028, 3, 1))
def test_a_year_later_the_need_is_counted_and_nobody_named(school, room, colleague):
    with scope(school):
        WaitingListEntry.objects.create(
            school=school,
            bookable=room,
            person=colleague.membership.person,
            periods="S1",
            starts_at=timezone.make_aware(timezone.datetime(2026, 11, 27, 14)),
            ends_at=timezone.make_aware(timezone.datetime(2026, 11, 27, 15)),
            made_at=timezone.make_aware(timezone.datetime(2026, 11, 26, 9)),
        )
    keep_no_longer(timezone.now())
    with scope(school):
        assert WaitingListEntry.objects.for_school(school).get().person is None


def test_what_nobody_granted_frees_its_last_lessons_for_whoever_waits(teacher, colleague, room, boss, school):
    """It is too late for the first lesson, not for the second."""
    with scope(school):
        room = change_bookable(room, LIMITS | {"needs_approval": True}, approvers=[], by=boss)
    book(teacher, room, (FRIDAY, "S1"), (FRIDAY, "S2"))
    assert colleague.post(waiting(room, "S2")).status_code == 302
    with scope(school):
        starts = Booking.objects.for_school(school).get().starts
        assert lapse(school, now=starts, by=system(System.SCHEDULE)) == 1
    assert told(school) == [colleague.membership.person.email]
