"""How does the school spell the rooms and types of a file, and how is a thing without a name called?"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from fanal.core.text.words import fold

LONGEST_NAME, LONGEST_ROOM = 80, 60
FIRST_SITE, FIRST_BUILDING = "Site principal", "Bâtiment principal"


class RoomPlaces:
    """Where the rooms of a school stand: a name is borne by one room, so another in another building is said.

    `rooms`: name → (building, site); `buildings`: all of them, with their sites.
    """

    def __init__(self, rooms: Mapping[str, tuple[str, str]], buildings: Iterable[tuple[str, str]]) -> None:
        self.rooms, self.buildings = rooms, list(buildings)
        self.unheard: dict[tuple[str, str], str] = {}  # (room, place not of ours) → its building

    def apart(self, name: str, known_room: str, site: str, building: str) -> str:
        """`name`, or « Salle 112 (Bâtiment B) » when the file means a place that the school has elsewhere."""
        if known_room not in self.rooms or not (site or building):
            return name
        stands, there = self.rooms[known_room]
        if _is(building, stands) and _is(site, there):
            return name
        place = site if _is(building, stands) else building
        if any(
            _is(building, their_building) and _is(site, their_site)
            for their_building, their_site in self.buildings
        ):
            return f"{known_room[: LONGEST_ROOM - len(place) - 3]} ({place})"
        self.unheard[known_room, place] = stands
        return name

    def remarks(self) -> list[str]:
        return [
            f"La salle « {room} » reste dans « {stands} » : l’établissement n’a pas « {place} », que dit le "
            "fichier. Si c’est une autre salle, ajoutez d’abord ce bâtiment, puis recommencez."
            for (room, place), stands in self.unheard.items()
        ]


def _is(written: str, name: str) -> bool:
    """Whether the file means this site or building; an empty cell means any."""
    return not written or fold(written) == fold(name)


@dataclass
class Places:
    """The names a school knows for rooms or types, and those it does not want created."""

    names: Iterable[str]
    declined: Collection[str] = ()
    what: str = "La salle"
    standing: RoomPlaces = field(default_factory=lambda: RoomPlaces({}, []))
    new: dict[str, str] = field(default_factory=dict)
    where: dict[str, tuple[str, str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.exact = set(self.names)
        self.spelled = {_alike(name): name for name in sorted(self.exact, reverse=True)}
        self.refused = {_alike(name) for name in self.declined}

    def resolve(self, name: str) -> tuple[str, str]:
        """(the name as the school spells it, why it is refused)."""
        key = _alike(name)
        if name in self.exact:
            return name, ""
        if key in self.spelled:
            return self.spelled[key], ""
        spelled = self.new.setdefault(key, name)
        if key in self.refused:
            return spelled, f"{self.what} « {name} » n’existe pas : cochez pour créer, ou corrigez la ligne."
        return spelled, ""

    def apart(self, name: str, site: str, building: str) -> str:
        """The name of the room that stands there, when a room of this name stands elsewhere."""
        return self.standing.apart(name, self.spelled.get(_alike(name), ""), site, building)

    def stands(self, name: str, site: str, building: str) -> None:
        """A room to create stands in this building, said by the first line that names it."""
        if building and self.new.get(_alike(name)) == name:
            self.where.setdefault(name, (site, building))


def _alike(name: str) -> str:
    return fold(" ".join(name.split()))


class Names:
    """The name of a thing that bears none: what it is, then « n° 2 », « n° 3 »."""

    def __init__(self, names: Iterable[str]) -> None:
        self.taken = {fold(name) for name in names}
        self.latest: dict[str, int] = {}

    def give(self, base: str) -> str:
        rank, name = self.latest.get(base, 1), base[:LONGEST_NAME]
        while fold(name) in self.taken:
            rank += 1
            end = f" n° {rank}"
            name = base[: LONGEST_NAME - len(end)] + end
        self.taken.add(fold(name))
        self.latest[base] = rank
        return name
