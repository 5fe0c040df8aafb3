import pytest

from fanal.equipment.rules.listing import (
    EquipmentFilter,
    SortOrder,
    StateView,
    Warranty,
    read_filter,
)


def test_an_empty_address_shows_what_is_present_by_name():
    assert read_filter({}) == EquipmentFilter()
    assert EquipmentFilter().query == ""


def test_a_filter_and_its_address_say_the_same():
    chosen_filter = EquipmentFilter("pc 204", StateView.BROKEN, 3, 4, "school", Warranty.OVER, SortOrder.ROOM)
    assert (
        chosen_filter.query
        == "q=pc+204&etat=panne&type=3&salle=4&proprietaire=school&garantie=finie&tri=salle"
    )
    fields = {"q": "pc 204", "etat": "panne", "type": "3", "salle": "4", "proprietaire": "school"}
    assert read_filter(fields | {"garantie": "finie", "tri": "salle"}) == chosen_filter


def test_the_other_way_is_said_too():
    chosen_filter = EquipmentFilter(sort=SortOrder.STATE, is_descending=True)
    assert chosen_filter.query == "tri=etat&decroissant=1"
    assert read_filter({"tri": "etat", "decroissant": "1"}) == chosen_filter
    assert read_filter({"decroissant": "oui"}) == EquipmentFilter()


@pytest.mark.parametrize(
    "field", [{"etat": "x"}, {"type": "-1"}, {"salle": "²"}, {"tri": "serial); --"}, {"proprietaire": "moi"}]
)
def test_what_is_not_understood_is_left_out(field):
    assert read_filter(field) == EquipmentFilter()


def test_every_state_is_under_a_chip():
    assert StateView.ALL.states == StateView.PRESENT.states | StateView.GONE.states
    assert len(StateView.ALL.states) == 7
