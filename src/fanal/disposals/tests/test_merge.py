"""What becomes of a batch when two records of one machine become one?"""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.core.errors import RuleBroken
from fanal.core.journal.names import name_of
from fanal.core.tenancy import scope
from fanal.core.testing import words_of
from fanal.disposals.actions import items, leaving, preparing
from fanal.disposals.models import DisposalItem
from fanal.disposals.tests.conftest import TODAY, decided, prepared, wipe
from fanal.equipment.actions import merge as actions
from fanal.equipment.actions.following import columns_of
from fanal.equipment.tests.factories import EquipmentFactory

pytestmark = pytest.mark.clock(TODAY)


def merge(kept, gone, by):
    seal = actions.seal_of_records(kept, gone)
    return actions.merge_equipment(kept, gone, (), seal=seal, today=TODAY, now=timezone.now(), by=by)


def test_two_records_of_one_list_are_not_merged_before_one_is_taken_out(school, boss, machines):
    """Issue: separated after the list was settled or abandoned, they brought a line back into it."""
    with scope(school):
        kept, gone = machines[0], machines[1]
        disposal = prepared(school, [kept, gone], boss)
        with pytest.raises(RuleBroken, match="sont dans la sortie n° 1 : retirez-en une"):
            merge(kept, gone, boss)
        items.keep_item(disposal.items.get(equipment=gone), today=TODAY, by=boss)
        made = merge(kept, gone, boss)
        assert list(disposal.items.values_list("equipment", flat=True)) == [kept.pk]
        later = timezone.now() + timedelta(days=1)
        actions.separate_equipment(made, now=later, by=boss)
        assert list(disposal.items.values_list("equipment", flat=True)) == [kept.pk]


def test_the_line_of_a_record_that_went_is_settled_with_the_machine(school, boss, manager, machines):
    """The list that was voted names the machine that is kept: they are separated once it is over."""
    with scope(school):
        gone, kept = machines[0], EquipmentFactory(school=school, name="PC-BIS", state="stock")
        disposal = prepared(school, [gone], boss)
        made = merge(kept, gone, boss)
        preparing.propose_disposal(disposal, today=TODAY, by=manager)
        with pytest.raises(RuleBroken, match="sortie n° 1, dont la liste est arrêtée"):
            actions.separate_equipment(made, now=timezone.now(), by=boss)
        preparing.abandon_disposal(disposal, today=TODAY, by=boss)
        back = actions.separate_equipment(made, now=timezone.now(), by=boss)
        assert [item.outcome for item in disposal.items.filter(equipment=back)] == ["kept"]


def test_no_proposed_line_comes_back_into_a_batch_that_is_over(lead, school, boss, machines):
    """Issue: its machine could never be proposed again, and the page of the batch broke."""
    with scope(school):
        kept, gone = machines[0], machines[1]
        disposal = prepared(school, [kept], boss)
        row = DisposalItem(pk=10**6, school=school, disposal=disposal, equipment=gone)
        made = merge(kept, gone, boss)
        made.memory["steps"].append({"model": name_of(row), "removed": columns_of(row)})
        made.save(update_fields=["memory"])
        preparing.abandon_disposal(disposal, today=TODAY, by=boss)
        back = actions.separate_equipment(made, now=timezone.now(), by=boss)
        assert disposal.items.get(pk=10**6).outcome == "kept"
        page = reverse("disposals:disposal_page", args=[school.uai, disposal.pk])
    assert lead.get(page).status_code == 200
    with scope(school):
        prepared(school, [back], boss, name="Autre")


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
