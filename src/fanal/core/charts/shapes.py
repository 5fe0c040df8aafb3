"""What is drawn: marks with their places, and the same numbers as a table. No colour: tones are numbers."""

from collections.abc import Sequence
from dataclasses import dataclass, field

LONGEST = 38  # characters of a label beside a drawing on a phone; the table holds all of it
TONES = 4


@dataclass(frozen=True)
class Series:
    """One series of numbers under a name; `texts` are the numbers as people read them."""

    name: str
    values: Sequence[int]
    texts: Sequence[str] = ()

    def text(self, rank: int) -> str:
        return self.texts[rank] if self.texts else str(self.values[rank])


@dataclass(frozen=True)
class Box:
    """A rectangle: `x` and `width` are written as shares of the width, `y` and `height` in pixels."""

    x: str
    y: int
    width: str
    tone: int
    height: int = 16


@dataclass(frozen=True)
class Word:
    """A text at a place; `end` when it ends there, `middle` when it stands around it."""

    x: str
    y: int
    text: str
    anchor: str = "start"


@dataclass(frozen=True)
class Stroke:
    """A straight line between two points."""

    x1: str
    y1: int
    x2: str
    y2: int
    tone: int


@dataclass(frozen=True)
class Dot:
    x: str
    y: int
    tone: int


@dataclass(frozen=True)
class Chart:
    """One drawing. `key` makes its ids unique on a page; `finding` says in one sentence what it shows."""

    key: str
    title: str
    finding: str
    height: int
    head: tuple[str, ...]
    rows: list[tuple[str, ...]]
    boxes: list[Box] = field(default_factory=list)
    words: list[Word] = field(default_factory=list)
    strokes: list[Stroke] = field(default_factory=list)
    dots: list[Dot] = field(default_factory=list)
    grid: list[Stroke] = field(default_factory=list)
    legend: list[tuple[int, str]] = field(default_factory=list)


def share(part: float, whole: float = 1) -> str:
    """« 43.20% »: with a point, whatever the language of the page."""
    return f"{100 * part / whole if whole else 0:.2f}%"


def shortened(label: str) -> str:
    return label if len(label) <= LONGEST else f"{label[: LONGEST - 1].rstrip()}…"


def tone_of(rank: int) -> int:
    """The tone of a series, from 1; a fifth takes the first again."""
    return rank % TONES + 1
