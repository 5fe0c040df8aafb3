"""Which practice sheets may solve what somebody is writing?

A sheet fits by the words it is known by, by those of its title, and by the kind of trouble it is for.
Accents, plurals and typing errors are tolerated, as in `kinds`. Pure: no database, no clock.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import OSA

from fanal.core.labelled import Labelled
from fanal.helpdesk.rules.codes import RequestKind
from fanal.helpdesk.rules.kinds import words_of

SHOWN = 3
KNOWN_BY, IN_TITLE, OF_KIND = 3, 2, 4
ENOUGH = 2
SHORTEST = 4  # a title's « son » or « pas » says nothing; among the words a sheet is known by, it does
LONG_ENOUGH_FOR_A_TYPO = 6
EMPTY = frozenset(
    {"avec", "dans", "pour", "mais", "plus", "quand", "comment", "faire", "reste", "marche", "fonctionne"}
    | {"salle", "cette", "votre", "notre", "aussi", "bien", "tout", "tous", "rien", "encore", "depuis"}
)


class Audience(Labelled):
    """For whom a sheet is."""

    EVERYONE = "everyone", "Tout le personnel"
    TEAM = "team", "L’équipe seulement"


class Stage(Labelled):
    """A draft is seen by those who write sheets."""

    DRAFT = "draft", "Brouillon"
    PUBLISHED = "published", "Publiée"


@dataclass(frozen=True)
class SearchableSheet:
    """A sheet as far as finding it goes."""

    number: int
    title: str
    kinds: tuple[str, ...]
    words: str


def _single(word: str) -> str:
    return word[:-1] if len(word) > 3 and word[-1] in "sx" else word


@lru_cache(maxsize=512)
def _words(text: str) -> frozenset[str]:
    return frozenset(_single(word) for word in words_of(text))


def _is_among(said: str, words: frozenset[str]) -> bool:
    if said in words:
        return True
    if len(said) < LONG_ENOUGH_FOR_A_TYPO:
        return False
    return any(OSA.distance(said, word, score_cutoff=1) <= 1 for word in words)


def score(sheet: SearchableSheet, text: str, kind: str) -> int:
    """How well this sheet answers this sentence; under ENOUGH it is not worth showing."""
    known_by = _words(sheet.words)
    title = frozenset(word for word in _words(sheet.title) if len(word) >= SHORTEST and word not in EMPTY)
    points = OF_KIND if kind != RequestKind.OTHER and kind in sheet.kinds else 0
    for said in _words(text):
        if _is_among(said, known_by):
            points += KNOWN_BY
        elif _is_among(said, title):
            points += IN_TITLE
    return points


def fitting(sheets: Iterable[SearchableSheet], text: str, kind: str, *, most: int = SHOWN) -> list[int]:
    """The numbers of the sheets to show, the best first: at most `most`, often none."""
    ranked = sorted((-score(sheet, text, kind), sheet.number) for sheet in sheets)
    return [number for points, number in ranked[:most] if -points >= ENOUGH]
