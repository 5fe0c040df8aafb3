"""What machines that report prove, and which of two stays attached when their records become one."""

from datetime import timedelta

import pytest
from django.utils import timezone

from fanal.accounts.models.member import Actor
from fanal.accounts.models.roles import Role
from fanal.core.tenancy import scope
from fanal.equipment.actions import merge as actions
from fanal.equipment.reading.merge import pairs_of
from fanal.equipment.tests.factories import EquipmentFactory
from fanal.inventory.models import Machine

LEAD = Actor("person:1", "Référente", frozenset({Role.DIGITAL_LEAD}))
MAC, DOCK = "a0:b1:c2:d3:e4:f5", "00:50:56:c0:00:01"


@pytest.fixture
def here(school):
    with scope(school):
        yield school


def reported(school, *, ago, serial="", **facts):
    now = timezone.now()
    return Machine.objects.create(
        school=school,
        number=Machine.objects.count() + 1,
        state="matched",
        equipment=EquipmentFactory(school=school, serial=serial),
        first_seen=now,
        last_seen=now - timedelta(days=ago),
        changed_at=now,
        **({"macs": [MAC]} | facts),
    )


def test_one_address_of_two_machines_is_a_sign_and_a_shared_one_is_none(here):
    """glpi-agent#1042: an agent that comes back under another identifier makes a second record."""
    first, second = reported(here, ago=3), reported(here, ago=1)
    (pair,) = pairs_of(here)
    assert pair.numbers == (first.equipment.number, second.equipment.number)
    Machine.objects.update(macs=[DOCK])
    assert pairs_of(here) == []
    Machine.objects.update(macs=[], uuid="4C4C4544-0042-3510-8052-B4C04F4E3232")
    assert [pair.why[0].split(" (")[0] for pair in pairs_of(here)] == ["même identifiant matériel"]


@pytest.mark.parametrize("kept", [0, 1])
def test_the_machine_that_reported_last_stays(here, kept):
    machines = [reported(here, ago=3), reported(here, ago=1)]
    rows = machines[kept].equipment, machines[not kept].equipment
    now = timezone.now()
    made = actions.merge_equipment(
        *rows, (), seal=actions.seal_of_records(*rows), today=now.date(), now=now, by=LEAD
    )
    states = list(Machine.objects.order_by("number").values_list("state", "equipment"))
    assert states == [("ignored", None), ("matched", rows[0].pk)]
    actions.separate_equipment(made, now=now, by=LEAD)
    assert [machine.equipment for machine in Machine.objects.order_by("number")] == [
        machine.equipment for machine in machines
    ]
