"""Two people press at the same second: the second one sees what the first did."""

from datetime import UTC, date, datetime

import pytest

from fanal.accounts.models.member import Actor
from fanal.accounts.models.roles import Role
from fanal.accounts.tests.factories import SchoolFactory
from fanal.core.sheets import read_table
from fanal.core.tenancy import scope
from fanal.core.tests.pressing import at_once
from fanal.equipment.actions import bulk_record, custody, merge
from fanal.equipment.actions import equipment as actions
from fanal.equipment.actions.equipment import NewState
from fanal.equipment.models import Custody, Equipment
from fanal.equipment.rules.states import EquipmentState
from fanal.equipment.tests.factories import EquipmentFactory, EquipmentTypeFactory
from fanal.equipment_import.actions import imports

LEAD = Actor("person:1", "Référente", frozenset({Role.DIGITAL_LEAD}))
TODAY, NOW = date(2026, 11, 25), datetime(2026, 11, 25, 8, tzinfo=UTC)
pytestmark = pytest.mark.clock(TODAY)


@pytest.fixture
def here(transactional_db):
    return SchoolFactory()


def test_an_import_pressed_twice_is_applied_once(here):
    with scope(here):
        table = read_table(b"Nom;SN\nPC-1;AB123\nPC-2;AB124\n", "liste.csv")
        made = imports.deposit_equipment(here, table, name="x", now=NOW, by=LEAD)
        made = imports.choose_columns(made, made.columns, today=TODAY, by=LEAD)
    press = lambda: imports.apply_import(made, shown_root=made.root, today=TODAY, now=NOW, by=LEAD)  # noqa: E731
    pressed = at_once(here, press, press)
    assert pressed == ["done", "refused"]
    with scope(here):
        assert Equipment.objects.for_school(here).count() == 2


def test_one_serial_is_registered_once(here):
    with scope(here):
        kind = EquipmentTypeFactory(school=here)
    described = {"name": "PC-1", "type": kind, "serial": "AB123"}
    press = lambda: actions.register_equipment(here, described, today=TODAY, by=LEAD)  # noqa: E731
    pressed = at_once(here, press, press, press)
    assert pressed == ["done", "refused", "refused"]


def test_a_state_changes_once(here):
    with scope(here):
        machine = EquipmentFactory(school=here)
    new = NewState(EquipmentState.BROKEN)
    press = lambda: actions.change_state(machine, new, today=TODAY, by=LEAD)  # noqa: E731
    pressed = at_once(here, press, press)
    assert pressed == ["done", "refused"]


def merging(kept, gone):
    seal = merge.seal_of_records(kept, gone)
    return lambda: merge.merge_equipment(kept, gone, (), seal=seal, today=TODAY, now=NOW, by=LEAD)


def test_two_records_become_one_once_whichever_is_kept(here):
    with scope(here):
        one, other = EquipmentFactory.create_batch(2, school=here)
        presses = merging(one, other), merging(other, one)
    assert at_once(here, *presses) == ["done", "refused"]
    with scope(here):
        assert Equipment.objects.for_school(here).count() == 1


def test_a_machine_lent_while_its_record_goes_is_lent_or_gone(here):
    """Never a custody of a record that is no more, and no error without a sentence."""
    with scope(here):
        kept, gone = EquipmentFactory.create_batch(2, school=here)
        press = merging(kept, gone)
    lend = lambda: custody.take(gone, NOW, None, kind=Custody.Kind.LOAN, person=None)  # noqa: E731
    pressed = at_once(here, press, lend)
    with scope(here):
        left = list(Custody.objects.for_school(here).values_list("equipment", flat=True))
        assert left == ([kept.pk] if pressed == ["done", "done"] else [])
        assert list(Equipment.objects.for_school(here)) == [kept]


def test_two_who_write_on_the_same_records_see_each_other(here):
    """December § 4.4: the second one is shown what the first wrote, before anything is written over it."""
    with scope(here):
        machines = EquipmentFactory.create_batch(3, school=here)
    numbers = [machine.number for machine in machines]
    asked = {"school": here, "today": TODAY, "by": LEAD}

    def writing(owner):
        with scope(here):
            seal = bulk_record.plan_several(numbers, {"owner": owner}, **asked).seal
        return lambda: bulk_record.correct_several(numbers, {"owner": owner}, seen=seal, **asked)

    assert at_once(here, writing("school"), writing("state")) == ["done", "refused"]
    with scope(here):
        assert Equipment.objects.for_school(here).values_list("owner", flat=True).distinct().count() == 1
