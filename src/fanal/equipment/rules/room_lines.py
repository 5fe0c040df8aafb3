"""What does a pasted list of rooms say, line by line?

Our own form: « Salle », or « Bâtiment;Salle », one room a line; nothing here comes from a text of law.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from fanal.core.text.words import fold
from fanal.people.rules.staff_lines import RefusedLine

ONLY_SITE, ONLY_BUILDING = "Site principal", "Bâtiment principal"
LONGEST, MOST_ROOMS = 60, 400


@dataclass(frozen=True)
class RoomLine:
    """A room to make, and the building it stands in."""

    building: str
    name: str


def read_rooms(text: str) -> tuple[list[RoomLine], list[RefusedLine]]:
    """The rooms of a pasted list, and the lines that are not one. One spelling a building: the first."""
    rooms: list[RoomLine] = []
    refused: list[RefusedLine] = []
    taken: dict[str, int] = {}
    buildings: dict[str, str] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        cells = [" ".join(cell.split()) for cell in re.split(r"[;\t]", line)]
        if not any(cells) or _is_header(cells):
            continue
        building, name = (
            (cells[0] or ONLY_BUILDING, cells[1]) if len(cells) > 1 else (ONLY_BUILDING, cells[0])
        )
        reason = _reason(cells, building, name, taken)
        if reason:
            refused.append(RefusedLine(number, line.strip(), reason))
            continue
        taken[fold(name)] = number
        rooms.append(RoomLine(buildings.setdefault(fold(building), building), name))
    return rooms, refused


def _is_header(cells: list[str]) -> bool:
    return [fold(cell) for cell in cells] in (["batiment", "salle"], ["salle"])


def _reason(cells: list[str], building: str, name: str, taken: dict[str, int]) -> str:
    if any(cells[2:]):
        return "Il y a plus de deux colonnes : gardez le bâtiment et la salle."
    if not name:
        return "Il manque le nom de la salle après le bâtiment."
    if max(len(building), len(name)) > LONGEST:
        return f"Un nom dépasse {LONGEST} caractères."
    if twin := taken.get(fold(name)):
        return f"« {name} » est déjà à la ligne {twin} : chaque salle a son propre nom."
    return f"Pas plus de {MOST_ROOMS} salles d’un coup." if len(taken) >= MOST_ROOMS else ""


def by_building(rooms: Iterable[RoomLine]) -> dict[str, list[str]]:
    """Names of rooms under each building, in the order they were pasted."""
    names: dict[str, list[str]] = {}
    for room in rooms:
        names.setdefault(room.building, []).append(room.name)
    return names
