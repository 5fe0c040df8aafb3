"""Many people press at the same second: the last seat is given once, the last cartridge is taken once."""

import pytest
from django.utils import timezone

from fanal.accounts.models.member import actor_of
from fanal.accounts.models.roles import Role
from fanal.accounts.tests.factories import SchoolFactory, member_of
from fanal.core.tenancy import scope
from fanal.core.testing import AT_ONCE, at_once
from fanal.equipment.tests.factories import EquipmentFactory
from fanal.supplies.actions import consumable as stock
from fanal.supplies.actions import machines as actions
from fanal.supplies.models import Consumable, LicenceSeat
from fanal.supplies.tests.conftest import TODAY, bought, followed

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
