"""A signature drawn on the screen: what a browser sends is checked point by point, then drawn again by us.

It comes as JSON, a list of strokes, each a list of [x, y], in a box of `WIDTH` by `HEIGHT`. Nothing of the
text that came is kept: the picture is made of numbers that were read. Pure.
"""

import json
from itertools import pairwise
from math import hypot

WIDTH, HEIGHT = 600, 200
MOST_STROKES, MOST_POINTS = 80, 4_000
LONGEST_TEXT = 120_000  # signs of what is sent
SHORTEST = 60  # length of the ink: less is a slip of the finger
EMPTY = "La signature est vide : signez dans le cadre, au doigt ou à la souris."
STRANGE = "La signature n’a pas pu être lue : effacez-la et signez de nouveau."

type Stroke = list[tuple[int, int]]


class NoSignature(ValueError):
    """What was drawn is none; its text is the sentence for whoever signs."""


def strokes_in(sent: str) -> list[Stroke]:
    """The strokes of a signature. NoSignature when it is empty, or is none."""
    if not sent.strip():
        raise NoSignature(EMPTY)
    if len(sent) > LONGEST_TEXT:
        raise NoSignature(STRANGE)
    try:
        decoded = json.loads(sent)
    except (ValueError, RecursionError):
        raise NoSignature(STRANGE) from None
    if not isinstance(decoded, list) or len(decoded) > MOST_STROKES:
        raise NoSignature(STRANGE)
    strokes = [_stroke(stroke) for stroke in decoded]
    if sum(map(len, strokes)) > MOST_POINTS:
        raise NoSignature(STRANGE)
    if sum(hypot(b[0] - a[0], b[1] - a[1]) for stroke in strokes for a, b in pairwise(stroke)) < SHORTEST:
        raise NoSignature(EMPTY)
    return strokes


def _stroke(points: object) -> Stroke:
    if not isinstance(points, list) or len(points) > MOST_POINTS:
        raise NoSignature(STRANGE)
    return [_point(point) for point in points]


def _point(pair: object) -> tuple[int, int]:
    if not isinstance(pair, list) or len(pair) != 2:
        raise NoSignature(STRANGE)
    x, y = pair
    if not all(isinstance(value, int | float) and not isinstance(value, bool) for value in (x, y)):
        raise NoSignature(STRANGE)
    if not (0 <= x <= WIDTH and 0 <= y <= HEIGHT):  # NaN is nowhere
        raise NoSignature(STRANGE)
    return round(x), round(y)


def path_of(strokes: list[Stroke]) -> str:
    """The same strokes as the path of a drawing: « M1 2L3 4 »."""
    return "".join("M" + "L".join(f"{x} {y}" for x, y in stroke) for stroke in strokes if len(stroke) > 1)


def picture_of(path: str) -> str:
    """The SVG of a path made by `path_of`."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}">'
        f'<path d="{path}" fill="none" stroke="#16324a" stroke-width="3" stroke-linecap="round" '
        f'stroke-linejoin="round"/></svg>'
    )
