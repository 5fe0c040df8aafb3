"""Which words of a file are not ours, and which of ours do they most likely mean?

A column is matched once, its words too: what somebody chose for « CD40 » holds for the next file. A proposal
is shown to a person, never applied alone.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from fanal.core.imports.columns import header_key
from fanal.core.text.words import fold
from fanal.equipment.rules.description import TO_CONFIRM
from fanal.equipment.rules.kinds import DEFAULT_KINDS
from fanal.equipment.rules.states import LABELS as STATE_LABELS
from fanal.equipment_import.rules.places import place_of, room_key
from fanal.equipment_import.rules.words import AUTHORITIES, OWNERS, STATES, TYPES, USES

MAPPED = ("type", "room", "state", "owner", "payer", "is_pedagogical", "holder")
LEFT_OUT = "-"  # « Ne pas reprendre »: the cell says nothing
ANY = ""  # every other word of its column
ALL_LEFT_OUT = {ANY: LEFT_OUT}
WORDS: dict[str, Mapping[str, object]] = {
    "state": STATES,
    "owner": OWNERS,
    "payer": OWNERS,
    "is_pedagogical": USES,
}
KIND_OF = {word: code for code, words in TYPES.items() for word in words}
KINDS = {kind.code: kind.label for kind in DEFAULT_KINDS}

Chosen = Mapping[str, Mapping[str, str]]  # column → word of the file, folded → word of ours


@lru_cache(maxsize=1024)  # a file says the same few words on each of its lines
def folded(text: str) -> str:
    return fold(text).strip(" .")


@dataclass(frozen=True)
class Vocabulary:
    """What the words of a file mean in this school.

    `types`, `rooms`, `sites`: the names it has already. `people`: folded name → key, for names borne by one
    person. `months_first`: the columns of the file whose dates begin with the month. `gives_numbers`: a list
    without any number, each line of which gets one of Fanal's.
    """

    chosen: Chosen = field(default_factory=dict)
    types: tuple[str, ...] = ()
    rooms: tuple[str, ...] = ()
    people: Mapping[str, int] = field(default_factory=dict)
    uai: str = ""
    sites: tuple[str, ...] = ()
    months_first: frozenset[str] = frozenset()
    gives_numbers: bool = False

    @cached_property
    def names(self) -> dict[str, frozenset[str]]:
        return {
            "type": frozenset(map(folded, self.types)),
            "room": frozenset(map(folded, self.rooms)),
            "holder": frozenset(self.people),
            "site": frozenset(map(folded, self.sites)),
        } | {code: frozenset(words) for code, words in WORDS.items()}

    def is_known(self, code: str, text: str) -> bool:
        """Whether the school has this very word, or wrote it in a file that left."""
        return folded(text) in self.names[code] or is_unconfirmed_owner(code, text)

    def replaced(self, code: str, text: str) -> str:
        """The text that stands for this one; empty when nobody wants it, or nobody confirmed it."""
        if is_unconfirmed_owner(code, text):
            return ""
        if self.is_known(code, text):
            return text
        other = self.chosen.get(code, {}).get(folded(text), text)
        return "" if other == LEFT_OUT else other

    def person(self, name: str) -> int | None:
        return self.people.get(folded(name))

    def understands(self, code: str, text: str) -> bool:
        """Whether this word of a file needs nobody to say what it means."""
        return self.is_known(code, place_of(text).room if code == "room" else text)

    def proposal(self, code: str, text: str, seen: Iterable[str]) -> str:
        """What this word most likely means; empty when a person must say. `seen`: all words of its column."""
        match code:
            case "type":
                return self._type(text)
            case "room":
                return self._room(text, seen)
            case "holder":
                return LEFT_OUT
            case "owner" | "payer" if re.fullmatch(AUTHORITIES, folded(text)):
                return "Collectivité"
        return ""

    def _type(self, text: str) -> str:
        label = KINDS.get(KIND_OF.get(folded(text), ""), "")
        return next((name for name in self.types if folded(name) == folded(label)), label) or text

    def _room(self, text: str, seen: Iterable[str]) -> str:
        where = place_of(text)
        key = room_key(where.room)
        if room := next((name for name in self.rooms if room_key(name) == key), ""):
            return room
        alike = sorted({place_of(other).room for other in seen if room_key(place_of(other).room) == key})
        if len(alike) < 2:
            return text
        return f"Salle {key.upper()}" if key[:1].isdigit() else alike[0]


def is_unconfirmed_owner(code: str, text: str) -> bool:
    """« Département, à confirmer », as a file that left says it: no more than a guess when it comes back."""
    return code == "owner" and folded(text).endswith(folded(TO_CONFIRM))


def choices_of(code: str, words: Vocabulary) -> list[str]:
    """Our own words for this column, in the order of a select."""
    match code:
        case "type":
            return list(dict.fromkeys([*words.types, *KINDS.values()]))
        case "room":
            return list(words.rooms)
        case "state":
            return list(STATE_LABELS.values())
        case "owner" | "payer":
            return ["Collectivité", "Établissement", "État"]
        case "is_pedagogical":
            return ["Pédagogique", "Administratif"]
    return []


def is_a_type(
    columns: Sequence[str],
    headers: Sequence[str],
    rows: Iterable[Sequence[str]],
    remembered: Mapping[str, str],
) -> list[str]:
    """The columns, where « Désignation » says « Portable » on each line: a type then, and no name.

    A column that fills a type already, or a choice that somebody made before, is left alone.
    """
    rank = columns.index("name") if "name" in columns else -1
    if rank < 0 or "type" in columns or header_key(headers[rank]) in remembered:
        return list(columns)
    words = [folded(row[rank]) for row in rows if rank < len(row) and row[rank].strip()]
    names_types = len(words) > 1 and sum(word in KIND_OF for word in words) * 2 > len(words)
    return [*columns[:rank], "type", *columns[rank + 1 :]] if names_types else list(columns)
