"""How does the school spell the rooms and types of a file, and how is a thing without a name called?"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from fanal.core.words import fold

LONGEST_NAME = 80
FIRST_SITE, FIRST_BUILDING = "Site principal", "Bâtiment principal"


@dataclass
class Places:
    """The names a school knows for rooms or types, and those it does not want created."""

    known: Iterable[str]
    declined: Collection[str] = ()
    what: str = "La salle"
    new: dict[str, str] = field(default_factory=dict)
    where: dict[str, tuple[str, str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.exact = set(self.known)
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

    def stands(self, name: str, site: str, building: str) -> None:
        """A room to create stands in this building, said by the first line that names it."""
        if building and self.new.get(_alike(name)) == name:
            self.where.setdefault(name, (site, building))


def _alike(name: str) -> str:
    return fold(" ".join(name.split()))


class Names:
    """The name of a thing that bears none: what it is, then « n° 2 », « n° 3 »."""

    def __init__(self, known: Iterable[str]) -> None:
        self.taken = {fold(name) for name in known}
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
