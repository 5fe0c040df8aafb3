"""Bars that stand side by side over time, from a floor that is always zero: their heights may be compared."""

from collections.abc import Sequence

from fanal.core.charts.shapes import Box, Chart, Series, Stroke, Word, share

HEIGHT, TOP, FLOOR, WORDS = 200, 22, 168, 190  # pixels
ABOVE = 6  # pixels between a bar and its number
GAP = 0.3  # of the room of a bar


def columns(
    key: str,
    title: str,
    labels: Sequence[str],
    series: Sequence[Series],
    *,
    finding: str,
    first: str = "",
    under: Sequence[str] = (),
) -> Chart:
    """One bar a label, of the first series; the table tells the others too. `first` heads the labels.

    `under`: what stands under each bar where its label is too wide for a phone.
    """
    drawn, room = series[0], 1 / max(len(labels), 1)
    highest = max(drawn.values, default=0)
    chart = Chart(
        key,
        title,
        finding,
        height=HEIGHT,
        head=(first, *(part.name for part in series)),
        rows=[(label, *(part.text(rank) for part in series)) for rank, label in enumerate(labels)],
    )
    chart.grid.append(Stroke("0%", FLOOR, "100%", FLOOR, 0))
    for rank, label in enumerate(under or labels):
        middle = share(room * (rank + 0.5))
        chart.words.append(Word(middle, WORDS, label, "middle"))
        if value := drawn.values[rank]:
            tall = round((FLOOR - TOP) * value / highest)
            box = Box(share(room * (rank + GAP / 2)), FLOOR - tall, share(room * (1 - GAP)), 1, tall)
            chart.boxes.append(box)
            chart.words.append(Word(middle, FLOOR - tall - ABOVE, drawn.text(rank), "middle"))
    return chart
