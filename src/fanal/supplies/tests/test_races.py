"""Many people press at the same second: the last seat is given once, the last cartridge is taken once."""

import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.utils import timezone

from fanal.accounts.models.member import actor_of
from fanal.accounts.models.roles import Role
from fanal.accounts.tests.factories import SchoolFactory, member_of
from fanal.core.errors import Gone
from fanal.core.tenancy import scope
from fanal.core.testing import AT_ONCE, at_once
from fanal.equipment.actions import merge
from fanal.equipment.tests.factories import EquipmentFactory
from fanal.supplies.actions import consumable as stock
from fanal.supplies.actions import machines as actions
from fanal.supplies.models import Consumable, LicenceSeat
from fanal.supplies.tests.conftest import TODAY, bought, followed, signed

pytestmark = pytest.mark.clock(TODAY)


def test_the_last_seats_and_the_last_cartridges_go_once(transactional_db):
    school = SchoolFactory()
    with scope(school):
        by = actor_of(member_of(school, Role.DIGITAL_LEAD).person, Role.DIGITAL_LEAD)
        machines = [EquipmentFactory(school=school) for _ in range(AT_ONCE)]
        licence, toner = bought(school, by, seats=2), followed(school, by, level=3)
    given = at_once(
        school, lambda rank: actions.give_seats(licence, [machines[rank]], [], today=TODAY, by=by)
    )
    taken = at_once(school, lambda _: stock.take(toner, 1, now=timezone.now(), by=by))
    assert (given, taken) == (2, 3)
    with scope(school):
        assert LicenceSeat.objects.for_school(school).count() == 2
        assert Consumable.objects.for_school(school).get().level == 0


@pytest.mark.parametrize("gesture", ["give", "cover", "take"])
def test_what_is_given_to_a_machine_waits_for_its_merge(transactional_db, gesture):
    """A seat, a contract, a toner: the record that went is named, and nothing fails at the commit."""
    school = SchoolFactory()
    with scope(school):
        by = actor_of(member_of(school, Role.DIGITAL_LEAD).person, Role.DIGITAL_LEAD)
        kept, gone = EquipmentFactory(school=school), EquipmentFactory(school=school)
        licence, contract, toner = bought(school, by), signed(school, by), followed(school, by)
    now = timezone.now()

    def act() -> None:
        try:
            with scope(school):
                match gesture:
                    case "give":
                        actions.give_seats(licence, [gone], [], today=TODAY, by=by)
                    case "cover":
                        actions.cover_machines(contract, [gone], by=by)
                    case "take":
                        stock.take(toner, 1, equipment=gone, now=now, by=by)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        with scope(school):
            seal = merge.seal_of_records(kept, gone)
            merge.merge_equipment(kept, gone, (), seal=seal, today=TODAY, now=now, by=by)
            later = pool.submit(act)
            time.sleep(0.5)
            assert not later.done()
        with pytest.raises(Gone):
            later.result(10)
