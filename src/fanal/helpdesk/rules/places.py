"""Which room, or which machine of their own, does a sentence speak of?

« Le vidéoprojecteur de la 205 » speaks of Salle 205, « salle 1O4 » of Salle 104, « salle info 1 » of
« Informatique 1 ». A short number alone (« 30 élèves ») names no room.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from fanal.core.text.words import fold

WORD = re.compile(r"[^\W_]+")
PARTS = re.compile(r"[^\W\d_]{2,}|\w+")  # « info3 » is « info », « 3 »
SHORTEST_CODE = 3
LENT = re.compile(r"\b(?:prete|emprunte|confie)e?s?\b")  # folded; « prêt » is also « ready »
ROOM = frozenset({"salle", "salles"})
MOST_AFTER = 3  # words after « salle » that may name it
# What is said of a room without naming it, or between « salle » and its name.
_LITTLE_WORDS = """
a au aux avec ce cette classe cours d dans de des du en est et l la le les ma mes mon n ne nos notre ou par
pas plus pour que qui sa ses son sur un une vos votre y
"""
SAID_OF_ANY = frozenset(_LITTLE_WORDS.split())
LOOKS_LIKE = str.maketrans({"o": "0", "i": "1", "l": "1"})


@dataclass(frozen=True)
class NamedRooms:
    """The rooms that words may speak of, by id; `unknown`: a room that they name and that is none of them."""

    rooms: tuple[int, ...] = ()
    unknown: str = ""

    @property
    def only(self) -> int | None:
        """Give the room, when there is one alone."""
        return self.rooms[0] if len(self.rooms) == 1 else None

    @property
    def is_unsure(self) -> bool:
        """Whether they speak of a room, and nobody can say which."""
        return bool(self.unknown) or len(self.rooms) > 1


def _words(text: str) -> list[str]:
    return WORD.findall(fold(text))


def _has_digit(word: str) -> bool:
    return any(sign.isdigit() for sign in word)


def _is_code(word: str) -> bool:
    return len(word) >= SHORTEST_CODE and _has_digit(word)


def _as_digits(word: str) -> str:
    """Read « 1o4 » as « 104 », once it has a digit."""
    return word.translate(LOOKS_LIKE) if _has_digit(word) else word


def place_named(text: str, rooms: Iterable[tuple[int, str]]) -> NamedRooms:
    """Find what the text says of these (id, name): the exact ones, else those that look like what it says."""
    known = [(room, _words(name)) for room, name in rooms]
    text_words = _words(text)
    named = _named(text_words, known) or _named([*map(_as_digits, text_words)], known)
    if named:
        return NamedRooms(tuple(named))
    for rank, word in enumerate(text_words):
        if word in ROOM and (place := _after_room(text_words[rank + 1 :], known)) is not None:
            return place
    return NamedRooms()


def rooms_named(text: str, rooms: Iterable[tuple[int, str]]) -> list[int]:
    """List the rooms, of these (id, name), whose whole name or number (« 205 », « B12 ») is in the text."""
    return _named(_words(text), [(room, _words(name)) for room, name in rooms])


def _named(text_words: Sequence[str], rooms: Iterable[tuple[int, list[str]]]) -> list[int]:
    whole, word_set = f" {' '.join(text_words)} ", set(text_words)
    return [
        room
        for room, words in rooms
        if (words and f" {' '.join(words)} " in whole)
        or any(word in word_set and _is_code(word) for word in words)
    ]


def _after_room(text_words: Sequence[str], rooms: Sequence[tuple[int, list[str]]]) -> NamedRooms | None:
    """Read what follows « salle »: rooms of which each word begins one of the name, else a number of none."""
    near = [word for word in text_words[: MOST_AFTER + 1] if word not in SAID_OF_ANY]
    near = [part for word in near for part in PARTS.findall(word)][:MOST_AFTER]
    numbers = [rank for rank, word in enumerate(near) if _has_digit(word)]
    for many in range(len(near), 0, -1):
        alike = [room for room, words in rooms if _begins(near[:many], words)]
        is_whole = not numbers or many > numbers[0]
        if len(alike) == 1 or (alike and is_whole):
            return NamedRooms(tuple(alike))
    return NamedRooms(unknown=f"salle {' '.join(near[: numbers[0] + 1])}") if numbers else None


def _begins(beginnings: Sequence[str], words: Sequence[str]) -> bool:
    """Each said word begins another word of the name; a number is whole."""
    remaining = [word for word in words if word not in ROOM]
    for each in beginnings:
        found = next((word for word in remaining if _is_begun(each, word)), None)
        if found is None:
            return False
        remaining.remove(found)
    return True


def _is_begun(beginning: str, word: str) -> bool:
    if _has_digit(beginning):
        return _as_digits(beginning) == _as_digits(word)
    return len(beginning) > 1 and word.startswith(beginning.removesuffix("s"))


def things_named(text: str, things: Iterable[tuple[int, str]]) -> list[int]:
    """List those, of these (id, name), whose whole name is in the text: « PORT-44 », « port44 »."""
    text_words = _words(text)
    whole = f" {' '.join(text_words)} "
    return [
        thing
        for thing, name in things
        if (words := _words(name)) and (f" {' '.join(words)} " in whole or "".join(words) in text_words)
    ]


def speaks_of_loan(text: str) -> bool:
    return LENT.search(fold(text)) is not None


def room_of_own(own: int | None, room: str, proposed: str) -> str:
    """Give the place of help with what is lent to somebody: its own room, or none.

    Another one only when they chose it after its own was proposed: that of a class before is not its place.
    """
    return room if proposed == str(own or "") else str(own or "")
