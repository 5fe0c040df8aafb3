"""Which numbers did somebody paste at once: a column of a workbook, a line of a mail?

A line end, a tab, a semicolon or a comma parts them; a blank does only where each word looks like a number,
since a name may hold one (« PC 204 »). Pure.
"""

import re
from dataclasses import dataclass

BETWEEN = re.compile(r"[\n\r\t\v\f\x85\u2028\u2029;,]+")
AROUND = " .:'\"’«»()[]"  # what a mail writes around a number
MOST, LONGEST = 100, 1_500  # numbers, and signs of them, that one search of the list takes
SHORTEST = 4  # signs: « 204 » may be a room, beside other words


def looks_like_number(word: str) -> bool:
    """« 5CG1234X », « CD-0612 », « PC-204 »: one word with a figure, too long to be that of a room."""
    return " " not in word and len(word) >= SHORTEST and any(map(str.isdecimal, word))


def _by_blanks(piece: str) -> list[str]:
    """The words of a piece where each of them looks like a number; else the piece itself."""
    words = piece.split()
    return words if len(words) > 1 and all(map(looks_like_number, words)) else [" ".join(words)]


def pieces_of(text: str) -> list[str]:
    """What the separators part, in its order; what is said twice stands twice."""
    parts = (part.strip(AROUND) for part in BETWEEN.split(text.replace("\0", " ").replace("\u00a0", " ")))
    return [word for part in parts if part for word in _by_blanks(part)]


@dataclass(frozen=True)
class PastedNumbers:
    """What one search takes of them; `beyond`: how many it leaves."""

    numbers: tuple[str, ...] = ()
    beyond: int = 0


def pasted_in(text: str) -> PastedNumbers:
    """The numbers of a search where somebody pasted several; none where these are the words of one search.

    « Chariot, 3e étage » is one search: half of the pieces at least look like numbers.
    """
    pieces = pieces_of(text)
    if len(pieces) < 2 or 2 * sum(map(looks_like_number, pieces)) < len(pieces):
        return PastedNumbers()
    numbers, signs = list[str](), 0
    for piece in pieces[:MOST]:
        signs += len(piece) + 1
        if signs > LONGEST:
            break
        numbers.append(piece)
    return PastedNumbers(tuple(numbers), len(pieces) - len(numbers))
