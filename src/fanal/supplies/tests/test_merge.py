"""Two records of one machine that have seats and contracts become one, and two again."""

from datetime import timedelta

import pytest
from django.utils import timezone

from fanal.core.tenancy import scope
from fanal.equipment.actions import merge as actions
from fanal.supplies.models import CoveredMachine, LicenceSeat, MaintenanceContract
from fanal.supplies.tests.conftest import CONTRACT, TODAY, bought

pytestmark = pytest.mark.clock(TODAY)


def test_a_seat_of_both_is_one_seat_and_the_contracts_follow(school, boss, machines):
    """What a new room points to a machine with follows by itself; nobody is counted twice."""
    with scope(school):
        kept, gone, now = machines[0], machines[1], timezone.now()
        both, one = bought(school, boss), bought(school, boss, name="Tableur")
        contract = MaintenanceContract.objects.create(school=school, **CONTRACT)
        for licence, machine in ((both, kept), (both, gone), (one, gone)):
            LicenceSeat.objects.create(school=school, licence=licence, equipment=machine, given_on=TODAY)
        CoveredMachine.objects.create(school=school, contract=contract, equipment=gone)
        before = list(LicenceSeat.objects.order_by("pk").values_list("pk", "licence", "equipment"))
        seal = actions.seal_of_records(kept, gone)
        made = actions.merge_equipment(kept, gone, (), seal=seal, today=TODAY, now=now, by=boss)
        assert set(LicenceSeat.objects.values_list("licence", "equipment")) == {
            (both.pk, kept.pk),
            (one.pk, kept.pk),
        }
        assert list(CoveredMachine.objects.values_list("equipment", flat=True)) == [kept.pk]
        actions.separate_equipment(made, now=now + timedelta(days=1), by=boss)
        assert list(LicenceSeat.objects.order_by("pk").values_list("pk", "licence", "equipment")) == before
