"""What machines that report prove, and which of two stays attached when their records become one."""

from datetime import timedelta

import pytest
from django.utils import timezone

from fanal.accounts.models.member import Actor
from fanal.accounts.models.roles import Role
from fanal.core.journal.models import JournalEntry
from fanal.core.journal.writing import subject_of
from fanal.core.tenancy import scope
from fanal.equipment.actions import merge as actions
from fanal.equipment.actions.following import columns_of
from fanal.equipment.reading.merge import pairs_of
from fanal.equipment.tests.factories import EquipmentFactory
from fanal.inventory.actions.linking import refresh_differences
from fanal.inventory.actions.machine import attach_machine, keep_ours
from fanal.inventory.models import Difference, Machine

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


def test_a_machine_set_aside_by_a_merge_is_let_go_as_anywhere_else(here):
    """Its differences go, it says why, the journal too; separating brings all of it back."""
    older, latest = reported(here, ago=3, name="PC-OLD", why=["même numéro"]), reported(here, ago=1)
    now = timezone.now()
    refresh_differences(older, now=now)
    keep_ours(older, by=LEAD)
    before = columns_of(older), [columns_of(row) for row in Difference.objects.filter(machine=older)]
    assert before[1]
    rows = older.equipment, latest.equipment
    made = actions.merge_equipment(
        *rows, (), seal=actions.seal_of_records(*rows), today=now.date(), now=now, by=LEAD
    )
    aside = Machine.objects.get(pk=older.pk)
    assert (aside.state, aside.compared) == ("ignored", "")
    assert aside.why == [f"remplacée sur la fiche « {rows[0]} » par la machine n° {latest.number}"]
    assert not Difference.objects.filter(machine=older).exists()
    actions.separate_equipment(made, now=now, by=LEAD)
    older.refresh_from_db()
    assert (
        columns_of(older),
        [columns_of(row) for row in Difference.objects.filter(machine=older)],
    ) == before
    verbs = JournalEntry.objects.for_school(here).filter(subject=subject_of(older)).order_by("seq")
    assert [*verbs.values_list("verb", flat=True)][-2:] == [
        "equipment.merge_followed",
        "equipment.merge_undone",
    ]


def test_a_machine_attached_elsewhere_since_stays_there_when_the_records_part(here):
    older, latest = reported(here, ago=3, name="PC-OLD"), reported(here, ago=1)
    now = timezone.now()
    refresh_differences(older, now=now)
    rows = older.equipment, latest.equipment
    made = actions.merge_equipment(
        *rows, (), seal=actions.seal_of_records(*rows), today=now.date(), now=now, by=LEAD
    )
    other = EquipmentFactory(school=here)
    attach_machine(older, other, now=now, by=LEAD)
    actions.separate_equipment(made, now=now, by=LEAD)
    older.refresh_from_db()
    assert older.equipment == other
    assert {row.ours for row in Difference.objects.filter(machine=older, field="name")} == {other.name}
