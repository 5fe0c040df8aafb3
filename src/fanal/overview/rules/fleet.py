"""What may the equipment of all an authority's schools be asked? Pure: an unknown value counts as absent."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from urllib.parse import urlencode

from fanal.equipment.rules.listing import OWNERS, StateView
from fanal.overview.rules.queue import words_in

ENDING_DAYS = 90
ANY_OWNER = "tous"


class Cover(StrEnum):
    """The filter on warranties, as an authority plans its repairs: three months ahead."""

    ENDING = "90-jours"
    COVERED = "en-cours"
    OVER = "finie"
    UNKNOWN = "inconnue"

    @property
    def label(self) -> str:
        return {
            "90-jours": "Finit dans 90 jours",
            "en-cours": "En cours",
            "finie": "Finie",
            "inconnue": "Inconnue",
        }[self]


class Order(StrEnum):
    SCHOOL = "ecole"
    WARRANTY = "garantie"
    OLDEST = "anciens"

    @property
    def label(self) -> str:
        return {
            "ecole": "Établissement",
            "garantie": "Fin de garantie",
            "anciens": "Plus anciens d’abord",
        }[self]


@dataclass(frozen=True)
class FleetFilter:
    """What the list shows; by default what the authority owns and is still present, school by school."""

    words: str = ""
    school: str = ""
    type: str = ""
    owner: str = "authority"
    cover: Cover | None = None
    state: StateView = StateView.PRESENT
    order: Order = Order.SCHOOL

    @property
    def query(self) -> str:
        names = {
            "q": self.words,
            "ecole": self.school,
            "type": self.type,
            "garantie": self.cover or "",
            "proprietaire": "" if self.owner == "authority" else self.owner or ANY_OWNER,
            "etat": "" if self.state is StateView.PRESENT else self.state,
            "tri": "" if self.order is Order.SCHOOL else self.order,
        }
        return urlencode({name: value for name, value in names.items() if value})

    def with_state(self, state: StateView) -> "FleetFilter":
        return replace(self, state=state)

    @property
    def is_narrowed(self) -> bool:
        return self != FleetFilter(words=self.words, state=self.state)


def _one_of[Code: StrEnum](codes: type[Code], value: str | None) -> Code | None:
    return codes(value) if value in {code.value for code in codes} else None


def read_filter(query: Mapping[str, str], *, schools: frozenset[str]) -> FleetFilter:
    """The filter of an address; a school that is not the reader's is left out like any unknown word."""
    school, owner = query.get("ecole") or "", query.get("proprietaire") or ""
    known_owner = owner if owner in OWNERS else "authority"
    return FleetFilter(
        words=words_in(query),
        school=school if school in schools else "",
        type=(query.get("type") or "").replace("\x00", "")[:60],
        owner="" if owner == ANY_OWNER else known_owner,
        cover=_one_of(Cover, query.get("garantie")),
        state=_one_of(StateView, query.get("etat")) or StateView.PRESENT,
        order=_one_of(Order, query.get("tri")) or Order.SCHOOL,
    )
