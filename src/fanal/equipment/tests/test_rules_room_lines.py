"""A pasted list of rooms: what will be made, and what is refused."""

import pytest

from fanal.equipment.rules.room_lines import MOST_ROOMS, ONLY_BUILDING, by_building, read_rooms


def test_one_room_a_line_with_its_building_if_one_wants():
    rooms, refused = read_rooms(
        "Bâtiment;Salle\nBâtiment A;Salle 101\nbatiment a;  Salle  102\nCDI\n;Gymnase\n\n"
    )
    assert by_building(rooms) == {"Bâtiment A": ["Salle 101", "Salle 102"], ONLY_BUILDING: ["CDI", "Gymnase"]}
    assert refused == []


@pytest.mark.parametrize(
    ("line", "why"),
    [
        pytest.param("cdi", "déjà à la ligne 1", id="the same name"),
        pytest.param("Bâtiment B;CDI", "déjà à la ligne 1", id="the same name in another building"),
        pytest.param("Bâtiment B;", "manque le nom de la salle", id="no room"),
        pytest.param("A;1er;Salle 3", "plus de deux colonnes", id="three columns"),
        pytest.param("x" * 61, "dépasse 60 caractères", id="too long"),
    ],
)
def test_a_line_is_refused_with_its_reason(line, why):
    rooms, refused = read_rooms(f"CDI\n{line}")
    assert len(rooms) == 1
    assert refused[0].number == 2
    assert why in refused[0].reason


def test_a_list_has_a_limit():
    rooms, refused = read_rooms("\n".join(f"Salle {n}" for n in range(MOST_ROOMS + 2)))
    assert (len(rooms), len(refused)) == (MOST_ROOMS, 2)
