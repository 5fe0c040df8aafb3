"""Lines over time: one a series, from left to right, above a floor that is always zero."""

import itertools
from collections.abc import Collection, Sequence

from fanal.core.charts.shapes import Chart, Dot, Series, Stroke, Word, share, tone_of

HEIGHT, TOP, FLOOR, WORDS = 200, 18, 168, 192  # pixels
LEFT, RIGHT = 0.09, 0.91  # room for half a label at each end
MOST_LABELS = 6
FEWEST_POINTS = 2


def ceiling(highest: int) -> int:
    """The round number the drawing goes up to: 1, 2 or 5 followed by zeros, at least `highest`."""
    power = 1
    while power * 10 < highest:
        power *= 10
    return next((power * step for step in (1, 2, 5, 10) if power * step >= highest), power)


def lines(
    key: str,
    title: str,
    labels: Sequence[str],
    series: Sequence[Series],
    *,
    finding: str,
    first: str = "",
    gaps: Collection[int] = (),
    breaks: Collection[int] = (),
    scale: int = 1,
    unit: str | None = None,
    under: Sequence[str] = (),
) -> Chart:
    """A dot a value, joined in order. `first` heads the labels in the table.

    `gaps`: the ranks that have no value, whatever stands there. `breaks`: the ranks before which nothing is
    joined, marked by a line that stands. `scale`: how many times the values were multiplied to be whole;
    `unit` follows the number of the highest line, in place of the name of the series. `under`: what stands
    under each dot where its label is too wide for a phone.
    """
    top = ceiling(max((value for line in series for value in line.values), default=1) or 1)
    chart = Chart(
        key,
        title,
        finding,
        height=HEIGHT,
        head=(first, *(line.name for line in series)),
        rows=[(label, *(line.text(rank) for line in series)) for rank, label in enumerate(labels)],
        legend=[(tone_of(rank), line.name) for rank, line in enumerate(series)] if len(series) > 1 else [],
    )
    chart.grid.extend(Stroke("0%", y, "100%", y, 0) for y in (TOP, (TOP + FLOOR) // 2, FLOOR))
    label = _scale_label(top, series) if unit is None else _scaled(top, scale, unit)
    chart.words.append(Word("0%", TOP - 5, label))
    chart.words.extend(_under(under or labels))
    for rank, line in enumerate(series):
        places = [(_across(i, len(labels)), _up(value, top)) for i, value in enumerate(line.values)]
        drawn = [i for i in range(len(places)) if i not in gaps]
        chart.dots.extend(Dot(*places[i], tone_of(rank)) for i in drawn)
        pairs = [(i, j) for i, j in itertools.pairwise(drawn) if j - i == 1 and j not in breaks]
        chart.strokes.extend(Stroke(*places[i], *places[j], tone_of(rank)) for i, j in pairs)
    for rank in breaks:
        middle = _across(rank - 0.5, len(labels))
        chart.grid.append(Stroke(middle, TOP, middle, FLOOR, 0))
    return chart


def _scaled(top: int, scale: int, unit: str) -> str:
    whole, rest = divmod(top, scale)
    return f"{whole},{rest * 10 // scale} {unit}".strip() if rest else f"{whole} {unit}".strip()


def _scale_label(top: int, series: Sequence[Series]) -> str:
    """What the highest line of the grid is worth."""
    name = series[0].name.lower() if len(series) == 1 else ""
    return f"{top} {name}".strip()


def _across(rank: float, count: int) -> str:
    if count < FEWEST_POINTS:
        return "50.00%"
    return share(LEFT + (RIGHT - LEFT) * rank / (count - 1))


def _up(value: int, top: int) -> int:
    return round(FLOOR - (FLOOR - TOP) * value / top)


def _under(labels: Sequence[str]) -> list[Word]:
    """The labels under the floor: the last always, then as many as a phone has room for."""
    count = len(labels)
    every = -(-count // MOST_LABELS) or 1
    return [
        Word(_across(rank, count), WORDS, label, "middle")
        for rank, label in enumerate(labels)
        if (count - 1 - rank) % every == 0
    ]
