"""Two records of one machine that have seats and contracts become one, and two again."""

from datetime import timedelta

import pytest
from django.utils import timezone

from fanal.core.errors import RuleBroken
from fanal.core.tenancy import scope
from fanal.equipment.actions import merge as actions
from fanal.supplies.actions.machines import give_seats, take_back_seats
from fanal.supplies.actions.purchase import remove_purchase
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


def _merged(kept, gone, by):
    seal = actions.seal_of_records(kept, gone)
    return actions.merge_equipment(kept, gone, (), seal=seal, today=TODAY, now=timezone.now(), by=by)


def test_a_merge_and_a_separation_give_no_more_seats_than_were_bought(school, boss, machines):
    """The seat that a merge frees is given; separating would make three of two."""
    with scope(school):
        licence, now = bought(school, boss, seats=2), timezone.now()
        give_seats(licence, machines[:2], [], today=TODAY, by=boss)
        made = _merged(*machines[:2], boss)
        give_seats(licence, machines[2:3], [], today=TODAY, by=boss)
        with pytest.raises(RuleBroken, match=r"« Atelier Photo » a été donnée depuis : .* 3 places"):
            actions.separate_equipment(made, now=now, by=boss)
        assert licence.given.count() == 2
        take_back_seats(licence, [licence.given.get(equipment=machines[2]).pk], by=boss)
        actions.separate_equipment(made, now=now, by=boss)
        assert set(licence.given.values_list("equipment", flat=True)) == {one.pk for one in machines[:2]}


def test_two_machines_are_separated_whose_licence_is_deleted_since(school, boss, machines):
    """The seat of what no longer exists is left out, and no false sentence refuses."""
    with scope(school):
        licence, other = bought(school, boss), bought(school, boss, name="Tableur")
        for row in (licence, other):
            give_seats(row, machines[:2], [], today=TODAY, by=boss)
        made = _merged(*machines[:2], boss)
        take_back_seats(licence, list(licence.given.values_list("pk", flat=True)), by=boss)
        remove_purchase(licence, by=boss)
        actions.separate_equipment(made, now=timezone.now(), by=boss)
        assert LicenceSeat.objects.count() == other.given.count() == 2
