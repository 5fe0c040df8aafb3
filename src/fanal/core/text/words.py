"""How are two texts compared? Without case, accents, ligatures or the slant of an apostrophe.

Pure. PostgreSQL's `sort_key` says the same of what is stored.
"""

import unicodedata
from collections.abc import Iterable

VOWELS = frozenset("aeiou")
LONGEST_ID = 19
LONGEST_NUMBER = 10  # digits that a column of numbers holds


def fold(text: str) -> str:
    """Lower case without accents or ligatures: « Écran » and « ecran » compare equal."""
    plain = text.lower().replace("œ", "oe").replace("æ", "ae").replace("’", "'")
    if plain.isascii():
        return plain
    decomposed = unicodedata.normalize("NFKD", plain)
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def begins_with_vowel(noun: str) -> bool:
    """Whether « le », « la », « de » are elided before this noun (aspirated h is not known): « d’Yves »
    and « de Yann ».
    """
    first, second = fold(noun)[:1], fold(noun)[1:2]
    return first in VOWELS if first != "y" else second not in VOWELS


def of(noun: str) -> str:
    """« d’Éléa », « de Pronote »."""
    return f"d’{noun}" if begins_with_vowel(noun) else f"de {noun}"


def number_of(typed: str) -> int | None:
    """The number of something of a school, as somebody types it; None for anything else."""
    return int(typed) if typed.isdecimal() and len(typed) < LONGEST_NUMBER else None


def numbers_of(typed: Iterable[str]) -> list[int]:
    return [number for text in typed if (number := number_of(text)) is not None]


def lower_first(text: str) -> str:
    """A label in the middle of a sentence."""
    return f"{text[:1].lower()}{text[1:]}"


def is_id(typed: str) -> bool:
    """The id of a row, as an address or a form may hold it: digits, few enough for a number of PostgreSQL."""
    return typed.isdecimal() and len(typed) < LONGEST_ID
