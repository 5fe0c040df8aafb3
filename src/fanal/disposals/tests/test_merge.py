"""Two records of one machine in batches that go on are one good, and two again once separated."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.core.tenancy import scope
from fanal.core.testing import words_of
from fanal.disposals.actions import leaving
from fanal.disposals.models import DisposalItem
from fanal.disposals.tests.conftest import TODAY, decided, prepared, wipe
from fanal.equipment.actions import merge as actions
from fanal.equipment.tests.factories import EquipmentFactory

pytestmark = pytest.mark.clock(TODAY)


def merge(kept, gone, by):
    seal = actions.seal_of_records(kept, gone)
    return actions.merge_equipment(kept, gone, (), seal=seal, today=TODAY, now=timezone.now(), by=by)


@pytest.mark.parametrize("is_one_batch", [True, False])
def test_a_machine_recorded_twice_leaves_once(school, boss, machines, is_one_batch):
    with scope(school):
        kept, gone = machines[0], machines[1]
        batches = [[kept, gone]] if is_one_batch else [[kept], [gone]]
        for rank, goods in enumerate(batches):
            prepared(school, goods, boss, name=f"Postes {rank}")
        before = set(DisposalItem.objects.values_list("pk", "disposal", "equipment"))
        made = merge(kept, gone, boss)
        assert list(DisposalItem.objects.values_list("equipment", flat=True)) == [kept.pk]
        actions.separate_equipment(made, now=timezone.now() + timedelta(days=1), by=boss)
        assert set(DisposalItem.objects.values_list("pk", "disposal", "equipment")) == before


@pytest.mark.parametrize("has_a_row", [True, False])
def test_a_closed_batch_opens_after_a_merge(lead, school, boss, manager, machines, has_a_row):
    """Issue: its frozen rows were found by the number of their machine, which a merge changes."""
    with scope(school):
        other = EquipmentFactory(school=school, name="PC-BIS", state="stock")
        disposal = decided(school, machines, boss, manager, refused=(machines[0],))
        wipe(disposal, boss)
        leaving.carry_out(disposal, now=timezone.now(), today=TODAY, by=manager)
        merge(other, machines[0], boss)
        if not has_a_row:
            disposal.items.filter(equipment=other).delete()
        page = lead.get(reverse("disposals:disposal_page", args=[school.uai, disposal.pk]))
    assert page.status_code == 200
    assert "PC-A" in words_of(page.text)
    assert "PC-BIS" not in page.text
