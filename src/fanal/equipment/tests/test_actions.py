"""What may be done to equipment and places, by whom, and what is refused."""

from datetime import date

import pytest

from fanal.accounts.models.member import Actor
from fanal.accounts.models.roles import Role
from fanal.core.errors import NotAllowed, RuleBroken
from fanal.core.journal import verify_school
from fanal.core.journal.models import JournalEntry
from fanal.core.tenancy import scope
from fanal.equipment.actions.bulk import change_state_of_several, move_several
from fanal.equipment.actions.equipment import (
    NewState,
    change_equipment,
    change_state,
    move_equipment,
    register_equipment,
)
from fanal.equipment.actions.places import (
    add_room,
    add_site,
    change_place,
    close_building,
    close_room,
    reopen_room,
)
from fanal.equipment.actions.types import add_type, add_usual_types
from fanal.equipment.models import Equipment, EquipmentType
from fanal.equipment.rules.states import DisposalDecision, EquipmentState
from fanal.equipment.tests.factories import EquipmentFactory, EquipmentTypeFactory, RoomFactory

TODAY = date(2026, 11, 25)
LEAD = Actor("person:1", "Référente", frozenset({Role.DIGITAL_LEAD}))
TEACHER = Actor("person:2", "Enseignant", frozenset({Role.TEACHER}))
pytestmark = pytest.mark.clock(TODAY)


@pytest.fixture
def here(school):
    with scope(school):
        yield school


def described(school, **values):
    return {"name": "PC-204", "type": EquipmentTypeFactory(school=school), **values}


def test_a_new_record_takes_the_next_number_and_a_clean_serial(here):
    first, second = (
        register_equipment(here, described(here, serial=serial), today=TODAY, by=LEAD)
        for serial in (" abc  1234 ", "")
    )
    assert (first.number, second.number) == (1, 2)
    assert first.serial == "ABC 1234"
    assert JournalEntry.objects.for_school(here).filter(verb="equipment.registered").count() == 2


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        pytest.param({"serial": "To be filled by O.E.M."}, "texte par défaut", id="placeholder"),
        pytest.param({"bought_on": date(2027, 1, 1)}, "à venir", id="bought tomorrow"),
        pytest.param(
            {"bought_on": date(2025, 1, 1), "warranty_until": date(2024, 1, 1)},
            "avant l’achat",
            id="warranty",
        ),
        pytest.param({"serial": "connu 1"}, "déjà celui de", id="serial of another"),
    ],
)
def test_an_implausible_record_is_refused(here, values, sentence):
    EquipmentFactory(school=here, serial="CONNU 1")
    with pytest.raises(RuleBroken, match=sentence):
        register_equipment(here, described(here, **values), today=TODAY, by=LEAD)


def test_a_teacher_registers_moves_and_changes_nothing(here):
    machine, room = EquipmentFactory(school=here), RoomFactory(school=here)
    presses = [
        lambda: register_equipment(here, described(here), today=TODAY, by=TEACHER),
        lambda: move_equipment(machine, room, by=TEACHER),
        lambda: change_state(machine, NewState(EquipmentState.BROKEN), today=TODAY, by=TEACHER),
        lambda: move_several([machine.number], room, school=here, by=TEACHER),
        lambda: add_site(here, "Annexe", by=TEACHER),
        lambda: add_type(here, "Drone", by=TEACHER),
    ]
    for press in presses:
        with pytest.raises(NotAllowed):
            press()


def test_a_change_that_changes_nothing_leaves_no_trace(here):
    machine = EquipmentFactory(school=here)
    same = {"name": machine.name, "type": machine.type, "serial": machine.serial}
    change_equipment(machine, same, today=TODAY, by=LEAD)
    assert not JournalEntry.objects.for_school(here).exists()


def test_a_state_changes_with_its_reason_in_the_journal(here):
    machine = EquipmentFactory(school=here)
    change_state(machine, NewState(EquipmentState.BROKEN, "écran noir"), today=TODAY, by=LEAD)
    machine.refresh_from_db()
    assert machine.state == "broken"
    assert "écran noir" in JournalEntry.objects.for_school(here).get().payload
    assert list(verify_school(here.pk)) == []


def test_a_disposal_needs_the_owners_decision_then_nothing_moves(here):
    machine = EquipmentFactory(school=here, state="stock")
    with pytest.raises(RuleBroken, match="organe compétent"):
        change_state(machine, NewState(EquipmentState.DISPOSED), today=TODAY, by=LEAD)
    decided = NewState(EquipmentState.DISPOSED, decision=DisposalDecision("n° 12", TODAY))
    change_state(machine, decided, today=TODAY, by=LEAD)
    with pytest.raises(NotAllowed):
        move_equipment(machine, None, by=LEAD)


def test_several_move_under_the_same_rules_and_the_refused_are_told(here):
    room = RoomFactory(school=here)
    fine, gone = EquipmentFactory(school=here), EquipmentFactory(school=here, state="disposed")
    already = EquipmentFactory(school=here, room=room)
    outcome = move_several([fine.number, gone.number, already.number, 999], room, school=here, by=LEAD)
    assert outcome.done == 1
    assert {refusal.equipment for refusal in outcome.refused} == {gone, already}
    assert Equipment.objects.for_school(here).filter(room=room).count() == 2


def test_several_change_state_and_keep_their_history(here):
    rows = EquipmentFactory.create_batch(3, school=here)
    new = NewState(EquipmentState.STOLEN, "cambriolage")
    numbers = [row.number for row in rows]
    outcome = change_state_of_several(numbers, new, school=here, today=TODAY, by=LEAD)
    assert outcome.done == 3
    assert JournalEntry.objects.for_school(here).filter(verb="equipment.state_changed").count() == 3


def test_a_room_closes_only_once_empty(here):
    machine = EquipmentFactory(school=here)
    room = machine.room
    with pytest.raises(RuleBroken, match="déplacez d’abord"):
        close_room(room, by=LEAD)
    move_equipment(machine, None, by=LEAD)
    assert close_room(room, by=LEAD).is_closed
    with pytest.raises(RuleBroken, match="n’est plus utilisée"):
        move_equipment(machine, room, by=LEAD)
    assert not reopen_room(room, by=LEAD).is_closed


def test_a_building_closes_all_its_rooms(here):
    room = RoomFactory(school=here)
    RoomFactory(school=here, building=room.building)
    assert close_building(room.building, by=LEAD) == 2


def test_two_rooms_never_share_a_name(here):
    room = RoomFactory(school=here, name="Salle 204")
    with pytest.raises(RuleBroken, match="existe déjà"):
        add_room(room.building, "salle 204 ", by=LEAD)
    other = add_room(room.building, "Salle 205", by=LEAD, floor="2e")
    with pytest.raises(RuleBroken, match="existe déjà"):
        change_place(other, by=LEAD, name="SALLE 204")


def test_usual_types_are_added_once(here):
    assert add_usual_types(here, by=LEAD) == 13
    assert add_usual_types(here, by=LEAD) == 0
    assert EquipmentType.objects.for_school(here).get(name="Tablette").life_years == 4
