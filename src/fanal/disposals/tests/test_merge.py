"""What becomes of a batch when two records of one machine become one?"""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.core.errors import RuleBroken
from fanal.core.tenancy import scope
from fanal.core.testing import words_of
from fanal.disposals.actions import leaving, preparing
from fanal.disposals.models import DisposalItem
from fanal.disposals.tests.conftest import TODAY, decided, prepared, wipe
from fanal.equipment.actions import merge as actions
from fanal.equipment.tests.factories import EquipmentFactory

pytestmark = pytest.mark.clock(TODAY)


def merge(kept, gone, by):
    seal = actions.seal_of_records(kept, gone)
    return actions.merge_equipment(kept, gone, (), seal=seal, today=TODAY, now=timezone.now(), by=by)


def test_a_machine_recorded_twice_in_a_list_in_preparation_leaves_once(school, boss, machines):
    """It is one good, and two again once separated."""
    with scope(school):
        kept, gone = machines[0], machines[1]
        prepared(school, [kept, gone], boss)
        before = set(DisposalItem.objects.values_list("pk", "disposal", "equipment"))
        made = merge(kept, gone, boss)
        assert list(DisposalItem.objects.values_list("equipment", flat=True)) == [kept.pk]
        actions.separate_equipment(made, now=timezone.now() + timedelta(days=1), by=boss)
        assert set(DisposalItem.objects.values_list("pk", "disposal", "equipment")) == before


def test_two_records_in_two_batches_are_not_merged(school, boss, machines):
    with scope(school):
        for rank, machine in enumerate(machines[:2]):
            prepared(school, [machine], boss, name=f"Postes {rank}")
        with pytest.raises(RuleBroken, match="sortie n° 1, l’autre dans la sortie n° 2 : retirez-en une"):
            merge(machines[0], machines[1], boss)
        assert DisposalItem.objects.proposed().count() == 2


@pytest.mark.parametrize("is_decided", [True, False])
@pytest.mark.parametrize("other", [1, None])
def test_a_settled_list_loses_no_good_to_a_merge(school, boss, manager, machines, is_decided, other):
    """Issue: two of its goods became one line, and the paper that was voted said two."""
    with scope(school):
        end = machines[1] if other else EquipmentFactory(school=school, name="PC-BIS", state="stock")
        if is_decided:
            disposal = decided(school, machines, boss, manager, refused=machines[:1])
        else:
            disposal = preparing.propose_disposal(prepared(school, machines, boss), today=TODAY, by=manager)
        with pytest.raises(RuleBroken, match="sortie n° 1, dont la liste est arrêtée"):
            merge(end, machines[0], boss)
        assert disposal.items.count() == 3


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
