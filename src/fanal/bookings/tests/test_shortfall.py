"""What is taken from a booked trolley or room is said to whoever booked it (December § 2.4)."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from fanal.bookings.actions.bookable import offer, put_away
from fanal.bookings.actions.shortfall import TELL
from fanal.bookings.models import Booking
from fanal.bookings.rules.shortfall import Remaining
from fanal.bookings.tasks import tell_what_is_left
from fanal.bookings.tests.conftest import LIMITS, TODAY
from fanal.bookings.tests.pages import book, mails, url
from fanal.core.mail.models import Mail
from fanal.core.tenancy import scope
from fanal.core.testing import words_of
from fanal.equipment.actions.custody import end_loan, lend
from fanal.equipment.actions.equipment import NewState, change_state
from fanal.equipment.actions.merge import merge_equipment, seal_of_records
from fanal.equipment.actions.places import close_room, reopen_room
from fanal.equipment.models import Custody, Equipment
from fanal.equipment.rules.states import EquipmentState
from fanal.equipment.tests.factories import EquipmentFactory

pytestmark = pytest.mark.clock(TODAY)
FRIDAY = date(2026, 11, 27)


def tablets_of(trolley) -> list[Equipment]:
    return list(
        Equipment.objects.for_school(trolley.school_id).filter(kept_in=trolley.equipment).order_by("pk")
    )


def lend_all(school, machines) -> list[Custody]:
    with scope(school):
        return [lend(machine, timezone.now(), person=None) for machine in machines]


def run_jobs(school) -> None:
    """Those promised of bookings, each once and once more: a job may start again from zero."""
    rows = ProcrastinateJob.objects.filter(task_name=TELL, args__school_id=school.pk).order_by("pk")
    for given in [dict(job.args) for job in rows]:
        tell_what_is_left(**given)
        tell_what_is_left(**given)


def test_an_empty_trolley_is_neither_free_nor_bookable(teacher, trolley, school):
    """« 0 sur 15 » was offered as « Libre maintenant », and could be booked."""
    with scope(school):
        lend_all(school, tablets_of(trolley))
    page = teacher.get(f"{url(school)}?quoi={trolley.pk}").text
    assert "Libre maintenant" not in words_of(page)
    assert f'value="{FRIDAY} M2"' not in page
    assert "Vide : rien n’est là" in words_of(page)
    refused = book(teacher, trolley, (FRIDAY, "M2"))
    assert refused.status_code == 422
    assert "« Valise » est vide : aucun de ses 15 appareils n’est là" in words_of(refused.text)


def test_an_empty_trolley_can_be_closed_all_the_same(lead, trolley, school):
    with scope(school):
        lend_all(school, tablets_of(trolley))
    assert book(lead, trolley, (FRIDAY, "M2"), about="inventaire", close="1").status_code == 302


def test_a_trolley_out_of_order_is_not_free_now(teacher, trolley, school, boss):
    with scope(school):
        change_state(trolley.equipment, NewState(EquipmentState.REPAIR), today=TODAY, by=boss)
    page = words_of(teacher.get(f"{url(school)}?quoi={trolley.pk}").text)
    assert "Libre maintenant" not in page
    assert "Hors d’usage" in page


def test_whoever_booked_is_told_once_of_what_a_class_took(teacher, trolley, room, school, boss):
    with scope(school):
        other = offer(school, EquipmentFactory(school=school, name="Valise 2"), LIMITS, by=boss)
        put_away(other, EquipmentFactory.create_batch(3, school=school), now=timezone.now(), by=boss)
    book(teacher, trolley, (FRIDAY, "M2"), about="4e A")
    with scope(school):
        lend_all(school, tablets_of(trolley))
    run_jobs(school)
    assert mails(school) == [
        (teacher.membership.person.email, "Valise : il n’y reste aucun appareil sur 15"),
    ]
    with scope(school):
        (mail,) = Mail.objects.for_school(school)
        booking = Booking.objects.for_school(school).get()
    assert "27 novembre 2026, M2 Libre à la même heure - Valise 2 (3 appareils)" in words_of(mail.text)
    assert "il n’y reste rien" in words_of(teacher.get(url(school)).text)
    home = teacher.get(reverse("web:home", args=[school.uai])).text
    assert "4e A · il n’y reste rien" in words_of(home)
    page = words_of(teacher.get(url(school, "booking_page", booking.pk)).text)
    assert "Valise : il n’y reste aucun appareil sur 15" in page
    assert "Libre à la même heure : Valise 2 (3 appareils)" in page


def test_nobody_is_led_to_what_is_for_others(teacher, trolley, school, boss):
    with scope(school):
        theirs = offer(
            school, EquipmentFactory(school=school, name="Valise 2"), LIMITS | {"open_to": "team"}, by=boss
        )
        put_away(theirs, EquipmentFactory.create_batch(3, school=school), now=timezone.now(), by=boss)
    book(teacher, trolley, (FRIDAY, "M2"))
    with scope(school):
        lend_all(school, tablets_of(trolley))
    run_jobs(school)
    with scope(school):
        (mail,) = Mail.objects.for_school(school)
        booking = Booking.objects.for_school(school).get()
    assert "Valise 2" not in mail.text
    assert "Valise 2" not in words_of(teacher.get(url(school, "booking_page", booking.pk)).text)


def test_one_tablet_less_writes_to_nobody_and_stands_on_the_page(teacher, trolley, school):
    book(teacher, trolley, (FRIDAY, "M2"))
    with scope(school):
        lend_all(school, tablets_of(trolley)[:1])
        booking = Booking.objects.for_school(school).get()
    run_jobs(school)
    assert mails(school) == []
    page = words_of(teacher.get(url(school, "booking_page", booking.pk)).text)
    assert "il y reste 14 appareils sur 15" in page


def test_they_are_told_too_when_it_comes_back(teacher, trolley, school):
    book(teacher, trolley, (FRIDAY, "M2"))
    with scope(school):
        lent = lend_all(school, tablets_of(trolley))
    run_jobs(school)
    with scope(school):
        Mail.objects.for_school(school).update(state=Mail.State.SENT)
        for custody in lent:
            end_loan(custody, timezone.now() + timedelta(hours=1))
    run_jobs(school)
    assert [subject for _, subject in mails(school)] == [
        "Valise : il n’y reste aucun appareil sur 15",
        "Valise : ses 15 appareils sont de nouveau là",
    ]
    with scope(school):
        assert Booking.objects.for_school(school).get().announced is None


def test_lent_back_and_booked_in_the_same_second_all_is_there(teacher, trolley, school):
    """Bad input: nothing of that second is counted twice, and nobody is written to."""
    with scope(school):
        now = timezone.now()
        machines = [*tablets_of(trolley), trolley.equipment]
        for custody in [lend(machine, now, person=None) for machine in machines]:
            end_loan(custody, now)
    assert book(teacher, trolley, (TODAY, "M1")).status_code == 302
    run_jobs(school)
    assert mails(school) == []
    with scope(school):
        booking = Booking.objects.for_school(school).get()
        parts = Custody.objects.for_school(school).filter(within=booking.custody).held()
        assert parts.count() == 15


@pytest.mark.parametrize("state", [EquipmentState.BROKEN, EquipmentState.REPAIR, EquipmentState.LOST])
def test_a_thing_that_no_longer_works_is_said(teacher, trolley, school, boss, state):
    """The class of December § 2.4: whatever takes it, its booker hears of it, and again when it is back."""
    book(teacher, trolley, (FRIDAY, "M2"))
    with scope(school):
        change_state(trolley.equipment, NewState(state), today=TODAY, by=boss)
    run_jobs(school)
    assert [subject for _, subject in mails(school)] == ["Valise : il n’y reste aucun appareil sur 15"]


def test_a_room_that_closes_is_said_and_that_it_opens_again(teacher, room, school, boss):
    book(teacher, room, (FRIDAY, "M2"))
    with scope(school):
        close_room(room.room, by=boss)
    run_jobs(school)
    assert [subject for _, subject in mails(school)] == ["Salle info : ce n’est plus utilisable"]
    with scope(school):
        Mail.objects.for_school(school).update(state=Mail.State.SENT)
        reopen_room(room.room, by=boss)
    run_jobs(school)
    assert [subject for _, subject in mails(school)][1:] == ["Salle info : c’est de nouveau utilisable"]


def test_what_leaves_a_trolley_by_a_merge_is_said(teacher, school, boss, periods):
    """Two records of one tablet, one in the booked case, one nowhere: the one that stays is nowhere."""
    with scope(school):
        case = offer(school, EquipmentFactory(school=school, name="Valise"), LIMITS, by=boss)
        inside, twin = EquipmentFactory.create_batch(2, school=school)
        put_away(case, [inside], now=timezone.now(), by=boss)
    book(teacher, case, (FRIDAY, "M2"))
    with scope(school):
        inside.refresh_from_db()
        seal = seal_of_records(twin, inside)
        merge_equipment(twin, inside, [], seal=seal, today=TODAY, now=timezone.now(), by=boss)
    run_jobs(school)
    assert [subject for _, subject in mails(school)] == ["Valise : il n’y reste aucun appareil sur 1"]


def test_nobody_is_told_of_what_is_over_or_given_up(teacher, trolley, school):
    book(teacher, trolley, (FRIDAY, "M2"))
    with scope(school):
        lend_all(school, tablets_of(trolley))
        booking = Booking.objects.for_school(school).get()
    teacher.post(url(school, "booking_cancel", booking.pk))
    run_jobs(school)
    assert mails(school) == []


def test_the_job_waits_so_that_a_class_writes_once(teacher, trolley, school):
    book(teacher, trolley, (FRIDAY, "M2"))
    before = timezone.now()
    with scope(school):
        lend_all(school, tablets_of(trolley)[:2])
    scheduled = ProcrastinateJob.objects.filter(task_name=TELL).values_list("scheduled_at", flat=True)
    assert len(scheduled) == 2
    assert all(moment >= before + timedelta(minutes=4) for moment in scheduled)


@pytest.mark.parametrize(
    ("count", "total", "before", "is_said"),
    [
        pytest.param(15, 15, None, False, id="all is there"),
        pytest.param(14, 15, None, False, id="one less"),
        pytest.param(11, 15, None, True, id="a quarter less"),
        pytest.param(0, 15, 1, True, id="the last one"),
        pytest.param(0, 15, 0, False, id="said already"),
        pytest.param(1, 15, 0, False, id="one is back"),
        pytest.param(15, 15, 11, True, id="all is back"),
        pytest.param(0, 1, None, True, id="a thing alone"),
    ],
)
def test_what_is_announced(count, total, before, is_said):
    assert Remaining(count, total).is_to_announce(before) is is_said


def test_a_grid_of_the_past_week_is_not_repainted(teacher, trolley, school):
    with scope(school):
        lend_all(school, tablets_of(trolley))
    day = date(2026, 11, 17)
    page = words_of(teacher.get(f"{url(school)}?quoi={trolley.pk}&le={day}").text)
    assert "Vide : rien n’est là" not in page
