"""Custody: one thing, one holder, one time; a trolley leaves with what works and is free."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from fanal.accounts.models.member import system
from fanal.accounts.models.roles import System
from fanal.accounts.tests.factories import SchoolFactory
from fanal.core.errors import RuleBroken
from fanal.core.tenancy import scope
from fanal.equipment.actions import custody
from fanal.equipment.actions.equipment import NewState, change_state_locked
from fanal.equipment.models import Custody, Equipment
from fanal.equipment.rules.states import EquipmentState
from fanal.equipment.tests.factories import EquipmentFactory, RoomFactory

NOON = datetime(2026, 11, 30, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
BY = system(System.SETUP)
BOOKING = Custody.Kind.BOOKING

pytestmark = pytest.mark.clock(NOON.date())


def take(what, starts=NOON, ends=NOON + HOUR):
    return custody.take(what, starts, ends, kind=BOOKING, person=None)


def change(item: Equipment, to: EquipmentState) -> None:
    item = Equipment.objects.for_school(item.school_id).locked(item.pk)
    change_state_locked(item, NewState(to), today=NOON.date(), by=BY)


def parts(whole: Custody) -> int:
    return Custody.objects.for_school(whole.school_id).filter(within=whole).held().count()


@pytest.fixture
def here(school):
    with scope(school):
        yield school


@pytest.fixture
def trolley(here):
    """A trolley of fifteen tablets."""
    made = EquipmentFactory(school=here)
    custody.keep_in(made, EquipmentFactory.create_batch(15, school=here, room=made.room), now=NOON)
    return made


def test_two_never_have_one_room_at_one_time(here):
    room = RoomFactory(school=here)
    take(room)
    with pytest.raises(custody.Taken):
        take(room, NOON + HOUR / 2, NOON + 2 * HOUR)
    assert take(room, NOON + HOUR, NOON + 2 * HOUR).is_held, "the next lesson begins when this one ends"


def test_postgresql_itself_refuses_what_no_action_checked(here):
    """Issue 15: conflict is impossible in the database, for a kit and for each of its items."""
    machine = EquipmentFactory(school=here)
    row = {
        "school": here,
        "kind": BOOKING,
        "equipment": machine,
        "span": DateTimeTZRange(NOON, NOON + HOUR),
    }
    Custody.objects.create(**row)
    with pytest.raises(IntegrityError), transaction.atomic():
        Custody.objects.create(**row)
    with pytest.raises(IntegrityError), transaction.atomic():
        Custody.objects.create(**row, room=RoomFactory(school=here))
    with pytest.raises(IntegrityError), transaction.atomic():
        Custody.objects.create(**{**row, "span": DateTimeTZRange(NOON, NOON)})


def test_a_trolley_leaves_with_what_works(trolley):
    """Issue 15: a machine in repair leaves the kit's count, « 13 tablettes sur 15 »."""
    first, second = trolley.content.order_by("pk")[:2]
    change(first, EquipmentState.REPAIR)
    change(second, EquipmentState.BROKEN)
    assert parts(take(trolley)) == 13


def test_a_tablet_that_breaks_leaves_what_is_booked_and_comes_back(trolley):
    whole, over = take(trolley), take(trolley, NOON - 5 * HOUR, NOON - 4 * HOUR)
    item = trolley.content.order_by("pk")[0]
    change(item, EquipmentState.BROKEN)
    assert (parts(whole), parts(over)) == (14, 15)
    change(item, EquipmentState.SERVICE)
    assert parts(whole) == 15


def test_a_tablet_held_elsewhere_is_not_counted(trolley):
    take(trolley.content.order_by("pk")[0])
    assert parts(take(trolley)) == 14


def test_released_it_is_free_and_so_is_what_left_with_it(trolley):
    custody.release(take(trolley))
    again = take(trolley)
    assert parts(again) == 15


def test_given_back_early_the_rest_of_the_time_is_free(trolley):
    custody.give_back(take(trolley), NOON + HOUR / 2)
    assert parts(take(trolley, NOON + HOUR / 2, NOON + HOUR)) == 15


@pytest.mark.parametrize("state", ["broken", "repair", "lost", "stolen", "disposed"])
def test_what_does_not_work_cannot_leave(here, state):
    machine = EquipmentFactory(school=here, state=state)
    with pytest.raises(RuleBroken, match="ne peut pas sortir"):
        take(machine)


def test_a_closed_room_cannot_be_taken(here):
    with pytest.raises(RuleBroken, match="n’est plus utilisée"):
        take(RoomFactory(school=here, is_closed=True))


def test_a_trolley_lies_in_no_other_and_not_in_itself(here, trolley):
    other = EquipmentFactory(school=here)
    with pytest.raises(RuleBroken, match="contient déjà"):
        custody.keep_in(other, [trolley], now=NOON)
    with pytest.raises(RuleBroken, match="lui-même"):
        custody.keep_in(other, [other], now=NOON)
    with pytest.raises(RuleBroken, match="rangé dans un autre"):
        custody.keep_in(trolley.content.first(), [other], now=NOON)


def test_a_thousand_attempts_on_one_slot_make_one_custody(transactional_db):
    """Issue 15: 1 000 concurrent attempts on one slot give one booking."""
    school = SchoolFactory()
    with scope(school):
        room = RoomFactory(school=school)

    def attempt(_: int) -> bool:
        try:
            with scope(school):
                take(room)
        except RuleBroken:
            return False
        return True

    def attempts(count: int) -> int:
        try:
            return sum(attempt(rank) for rank in range(count))
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(attempts, [125] * 8)) == 1
    with scope(school):
        assert Custody.objects.for_school(school).count() == 1


def test_two_trolleys_that_share_nothing_are_taken_at_the_same_second(transactional_db):
    school = SchoolFactory()
    with scope(school):
        both = EquipmentFactory.create_batch(2, school=school)
        for one in both:
            custody.keep_in(one, EquipmentFactory.create_batch(5, school=school), now=NOON)

    def one(trolley: Equipment) -> int:
        try:
            with scope(school):
                return parts(take(trolley))
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        assert list(pool.map(one, both)) == [5, 5]
