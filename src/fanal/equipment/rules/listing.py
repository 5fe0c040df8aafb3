"""What may the list of equipment be asked, and how is that written in an address?

Pure: reads any mapping of texts, an unknown value counts as absent.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from urllib.parse import urlencode

from fanal.equipment.rules.fleet import Age
from fanal.equipment.rules.pasted import pasted_in

LONGEST_WORDS = 100


class SortOrder(StrEnum):
    """The orders of the list. Codes are in addresses and saved views."""

    NAME = "nom"
    ROOM = "salle"
    TYPE = "type"
    NEWEST = "recents"
    OLDEST = "anciens"
    WARRANTY = "garantie"
    STATE = "etat"

    @property
    def label(self) -> str:
        return {
            "nom": "Nom",
            "salle": "Salle",
            "type": "Type",
            "recents": "Derniers enregistrés",
            "anciens": "Plus anciens d’abord",
            "garantie": "Fin de garantie",
            "etat": "État",
        }[self]


class StateView(StrEnum):
    """The chips above the list."""

    PRESENT = "presents"
    SERVICE = "service"
    BROKEN = "panne"
    REPAIR = "reparation"
    DOWN = "a-reparer"
    STOCK = "reserve"
    GONE = "partis"
    ALL = "tous"

    @property
    def label(self) -> str:
        return {
            "presents": "Présents",
            "service": "En service",
            "panne": "En panne",
            "reparation": "En réparation",
            "a-reparer": "En panne ou en réparation",
            "reserve": "En réserve",
            "partis": "Perdus, volés, sortis",
            "tous": "Tous",
        }[self]

    @property
    def states(self) -> frozenset[str]:
        """The codes of the states this chip shows."""
        present, gone = {"stock", "service", "broken", "repair"}, {"lost", "stolen", "disposed"}
        return frozenset(
            {
                "presents": present,
                "service": {"service"},
                "panne": {"broken"},
                "reparation": {"repair"},
                "a-reparer": {"broken", "repair"},
                "reserve": {"stock"},
                "partis": gone,
                "tous": present | gone,
            }[self]
        )


class Warranty(StrEnum):
    """The filter on warranties."""

    COVERED = "en-cours"
    ENDING = "bientot-finie"
    OVER = "finie"
    UNKNOWN = "inconnue"

    @property
    def label(self) -> str:
        return {
            "en-cours": "Sous garantie",
            "bientot-finie": "Finit dans moins de deux mois",
            "finie": "Garantie finie",
            "inconnue": "Garantie inconnue",
        }[self]


OWNERS = frozenset({"authority", "school", "state"})
TO_CONFIRM = "a-confirmer"  # the owner that nobody said
NAMES = {
    "words": "q",
    "pasted": "q",
    "state": "etat",
    "type": "type",
    "room": "salle",
    "owner": "proprietaire",
    "warranty": "garantie",
    "payer": "payeur",
    "age": "age",
    "holder": "porteur",
    "is_worn": "fin-de-vie",
    "sort": "tri",
    "is_descending": "decroissant",
}


@dataclass(frozen=True)
class EquipmentFilter:
    """What the list shows. The default is what is present, by name.

    `pasted`: numbers looked for instead of words; `keys`: the machines that they are (`reading.pasted`).
    """

    words: str = ""
    state: StateView = StateView.PRESENT
    type: int | None = None
    room: int | None = None
    owner: str = ""
    warranty: Warranty | None = None
    sort: SortOrder = SortOrder.NAME
    is_descending: bool = False
    payer: str = ""
    age: Age | None = None
    holder: int | None = None
    is_worn: bool = False
    pasted: tuple[str, ...] = ()
    keys: frozenset[int] | None = None

    @property
    def search(self) -> str:
        """The words of the search, as its field shows them."""
        return "; ".join(self.pasted) or self.words

    @property
    def query(self) -> str:
        """The address's part after « ? »: only what differs from the default."""
        # A page asks for it forty times: the default of a field is that of its class.
        values = {name: getattr(self, name) for name in self.__dataclass_fields__}
        kept = {
            NAMES[name]: "1" if value is True else value
            for name, value in values.items()
            if name in NAMES and value != getattr(EquipmentFilter, name)
        }
        if self.pasted:
            kept["q"] = ";".join(self.pasted)
        return urlencode(kept)

    def with_state(self, state: StateView) -> "EquipmentFilter":
        return replace(self, state=state)

    @property
    def is_narrowed(self) -> bool:
        """Whether anything but the state and the order is asked."""
        choices = (self.type, self.room, self.owner, self.warranty, self.payer, self.age, self.holder)
        return bool(self.words) or any(choices)


def _one_of[Code: StrEnum](codes: type[Code], value: str | None) -> Code | None:
    return codes(value) if value in {code.value for code in codes} else None


def _number(value: str | None) -> int | None:
    return int(value) if value and value.isascii() and value.isdecimal() and len(value) < 18 else None


def _owner(value: str | None, *others: str) -> str:
    return value if value in {*OWNERS, *others} else ""


def read_filter(parameters: Mapping[str, str]) -> EquipmentFilter:
    """The filter of an address; what it does not understand, it leaves out."""
    search = (parameters.get("q") or "").replace("\x00", "")
    pasted = pasted_in(search).numbers
    return EquipmentFilter(
        words="" if pasted else " ".join(search.split())[:LONGEST_WORDS],
        pasted=pasted,
        state=_one_of(StateView, parameters.get("etat")) or StateView.PRESENT,
        type=_number(parameters.get("type")),
        room=_number(parameters.get("salle")),
        owner=_owner(parameters.get("proprietaire"), TO_CONFIRM),
        warranty=_one_of(Warranty, parameters.get("garantie")),
        payer=_owner(parameters.get("payeur")),
        age=_one_of(Age, parameters.get("age")),
        holder=_number(parameters.get("porteur")),
        is_worn=parameters.get("fin-de-vie") == "1",
        sort=_one_of(SortOrder, parameters.get("tri")) or SortOrder.NAME,
        is_descending=parameters.get("decroissant") == "1",
    )
