"""In which order does an adviser read the schools of their académie? Pure.

What is hidden stays so: counts below five are one rank, or the order would tell them apart.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import urlencode

from fanal.overview.rules.queue import words_in
from fanal.overview.rules.small_numbers import is_large_enough


class SchoolSort(StrEnum):
    """The columns. Codes are in addresses."""

    NAME = "nom"
    LEADS = "referents"
    REQUESTS = "demandes"
    DEVICES = "equipements"
    UNCOVERED = "garantie"


@dataclass(frozen=True)
class SchoolOrder:
    """The words looked for, the column sorted by; descending, the most comes first."""

    words: str = ""
    sort: SchoolSort = SchoolSort.NAME
    is_descending: bool = False

    @property
    def query(self) -> str:
        way = {"decroissant": "1"} if self.is_descending else {}
        return urlencode({"q": self.words} | {"tri": self.sort.value} | way)


def read_order(query: Mapping[str, str]) -> SchoolOrder:
    """An unknown column is the first one."""
    sort = query.get("tri", "")
    known = SchoolSort(sort) if sort in SchoolSort else SchoolSort.NAME
    return SchoolOrder(words_in(query), known, query.get("decroissant") == "1")


def rank_of(count: int) -> int:
    """The place of a count among those that are told."""
    return count if is_large_enough(count) else 0
