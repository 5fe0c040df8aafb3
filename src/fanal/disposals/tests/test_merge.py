"""Two records of one machine in batches that go on are one good, and two again once separated."""

from datetime import timedelta

import pytest
from django.utils import timezone

from fanal.core.tenancy import scope
from fanal.disposals.models import DisposalItem
from fanal.disposals.tests.conftest import TODAY, prepared
from fanal.equipment.actions import merge as actions

pytestmark = pytest.mark.clock(TODAY)


@pytest.mark.parametrize("is_one_batch", [True, False])
def test_a_machine_recorded_twice_leaves_once(school, boss, machines, is_one_batch):
    with scope(school):
        kept, gone, now = machines[0], machines[1], timezone.now()
        batches = [[kept, gone]] if is_one_batch else [[kept], [gone]]
        for rank, goods in enumerate(batches):
            prepared(school, goods, boss, name=f"Postes {rank}")
        before = set(DisposalItem.objects.values_list("pk", "disposal", "equipment"))
        seal = actions.seal_of_records(kept, gone)
        made = actions.merge_equipment(kept, gone, (), seal=seal, today=TODAY, now=now, by=boss)
        assert list(DisposalItem.objects.values_list("equipment", flat=True)) == [kept.pk]
        actions.separate_equipment(made, now=now + timedelta(days=1), by=boss)
        assert set(DisposalItem.objects.values_list("pk", "disposal", "equipment")) == before
