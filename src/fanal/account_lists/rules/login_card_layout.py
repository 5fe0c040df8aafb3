"""How small must a login sheet be written so that nothing is cut off? Pure arithmetic, on the safe side.

Asking the typesetter to measure each sheet took minutes and gigabytes for a large file. Widths are in em,
upper bounds for Libertinus Serif in bold; DejaVu Sans Mono draws every sign 0.6021 em wide.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import ceil

MILLIMETRES = 25.4 / 72  # of one point
MONO, CAP, LEADING, SPACING = 0.6021, 0.75, 0.5, 0.75  # em
NARROW, ROUND, WIDE, WIDEST = 0.40, 0.62, 0.84, 1.1
SCALES = (1, 0.92, 0.84, 0.76, 0.68, 0.6, 0.52, 0.45, 0.38, 0.32, 0.27, 0.22)
SECRETS = (1.15, 1, 0.85, 0.7, 0.6)
BREAK = "\u200b"
PIECE = re.compile(r"[^ -]+[ -]?|[ -]")
NAME, SMALL, PLAIN = 1.3, 0.78, 0.85  # parts of the size of a card


@dataclass(frozen=True)
class CardPage:
    """A sheet of A4 cut in cards. Lengths in millimetres, `base` in points."""

    columns: int
    rows: int
    margin: float
    base: float

    @property
    def room(self) -> float:
        """Points in the width of a card."""
        return (210 / self.columns - 2 * self.margin) / MILLIMETRES

    @property
    def height(self) -> float:
        return (297 / self.rows - 2 * self.margin) / MILLIMETRES


PAGES = {1: CardPage(1, 1, 30, 18), 4: CardPage(2, 2, 9, 14), 8: CardPage(2, 4, 9, 12)}


@lru_cache(maxsize=4096)
def _em(sign: str) -> float:
    if sign == BREAK:
        return 0
    plain = unicodedata.normalize("NFKD", sign)[0]
    if not plain.isascii() or plain in "WM@%mw":
        return WIDEST if unicodedata.east_asian_width(plain) in "WF" or plain in "WM@%" else WIDE + 0.1
    if plain in "ijltfr.,;:'!|()[] -I":
        return NARROW
    return WIDE if plain.isupper() or plain in "&=+<>_#~" else ROUND


def lines_of(text: str, room: float, size: float) -> int:
    """How many lines of `room` points it takes at most, written in `size` points, words kept whole."""
    count, used = 1, 0.0
    for word in PIECE.findall(text):
        width = sum(map(_em, word)) * size
        if used and used + width > room:
            count, used = count + 1, 0.0
        if width > room:  # broken anywhere
            more = ceil(width / (room - size))
            count, width = count + more - 1, room
        used += width
    return count


def secret_size(length: int, room: float) -> float:
    """The part of a card's size at which so many signs stay on one line; 0 when none does."""
    return next((part for part in SECRETS if length * MONO * part <= room), 0)


@dataclass(frozen=True)
class Fit:
    """`scale` of the page's base size; `login` and `password` of the card's own, 0 when they break."""

    scale: float
    login: float
    password: float


def fit(
    page: CardPage, *, name: str, klass: str, login: int, password: int, shared: Sequence[tuple[str, float]]
) -> Fit:
    """The largest scale at which the card fits. `login` and `password` are lengths: a cache sees no secret.

    `shared`: the texts that every card has, each with its part of the size.
    """
    for scale in SCALES:
        size = page.base * scale
        first, second = (secret_size(length, page.room / size) for length in (login, password))
        if _height(page, size, name, klass, ((login, first), (password, second)), shared) <= page.height:
            break
    return Fit(scale, first, second)


def _height(
    page: CardPage,
    size: float,
    name: str,
    klass: str,
    secrets: Sequence[tuple[int, float]],
    shared: Sequence[tuple[str, float]],
) -> float:
    """Points, of every paragraph and of the space between them."""
    texts = [*shared, (name, NAME), *([(klass, 1.0)] if klass else [])]
    blocks = [(lines_of(text, page.room, size * part), size * part) for text, part in texts]
    for length, part in secrets:
        lines = 1 if part else ceil(length * MONO * SECRETS[-1] * size / (page.room - size))
        blocks.append((1 + lines, size * max(part, SECRETS[-1], 1)))
    lines_high = sum(lines * CAP * block_size + (lines - 1) * LEADING * size for lines, block_size in blocks)
    return lines_high + (len(blocks) - 1) * SPACING * size + size


def breakable(text: str, most: int) -> str:
    """The same, its longest words broken anywhere: words of more than `most` signs."""
    return PIECE.sub(lambda match: BREAK.join(match[0]) if len(match[0]) > most else match[0], text)
