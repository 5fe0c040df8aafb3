"""Which room, or which machine of their own, does a sentence speak of?

« Le vidéoprojecteur de la 205 » speaks of Salle 205. A short number alone (« 30 élèves ») names no room.
"""

import re
from collections.abc import Iterable

from fanal.core.words import fold

WORD = re.compile(r"[^\W_]+")
SHORTEST_CODE = 3
LENT = re.compile(r"\b(?:prete|emprunte|confie)e?s?\b")  # folded; « prêt » is also « ready »


def _words(text: str) -> list[str]:
    return WORD.findall(fold(text))


def _is_code(word: str) -> bool:
    return len(word) >= SHORTEST_CODE and any(sign.isdigit() for sign in word)


def rooms_named(text: str, rooms: Iterable[tuple[int, str]]) -> list[int]:
    """The rooms, of these (id, name), whose whole name or whose number (« 205 », « B12 ») is in the text."""
    said = _words(text)
    whole, said_words = f" {' '.join(said)} ", set(said)
    named = []
    for room, name in rooms:
        words = _words(name)
        is_said = bool(words) and f" {' '.join(words)} " in whole
        if is_said or any(word in said_words and _is_code(word) for word in words):
            named.append(room)
    return named


def names_said(text: str, things: Iterable[tuple[int, str]]) -> list[int]:
    """Those, of these (id, name), whose whole name is in the text: « PORT-44 », « port 44 », « port44 »."""
    said = _words(text)
    whole = f" {' '.join(said)} "
    return [
        thing
        for thing, name in things
        if (words := _words(name)) and (f" {' '.join(words)} " in whole or "".join(words) in said)
    ]


def speaks_of_loan(text: str) -> bool:
    return LENT.search(fold(text)) is not None


def room_of_own(own: int | None, room: str, proposed: str) -> str:
    """Where somebody asks for help with what is lent to them: its own room, or none.

    Another one only when they chose it after its own was proposed: that of a class before is not its place.
    """
    return room if proposed == str(own or "") else str(own or "")
