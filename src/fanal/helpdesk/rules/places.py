"""Which room does a sentence speak of?

« Le vidéoprojecteur de la 205 » speaks of Salle 205. A short number alone (« 30 élèves ») names no room.
"""

import re
from collections.abc import Iterable

from fanal.core.words import fold

WORD = re.compile(r"[^\W_]+")
SHORTEST_CODE = 3


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
