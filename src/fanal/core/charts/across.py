"""Bars that lie: one for each label, of one series or of several put end to end."""

from collections.abc import Sequence

from fanal.core.charts.shapes import Box, Chart, Series, Word, share, shortened, tone_of

STEP, WORDS, BAR = 44, 14, 20  # pixels: from a label to the next, to its words, to its bar


def bars(
    key: str,
    title: str,
    labels: Sequence[str],
    series: Series,
    *,
    finding: str,
    first: str = "",
    whole: int = 0,
) -> Chart:
    """One bar a label. `first` heads the labels in the table.

    The whole width is `whole` (100 for shares of a hundred), or the longest bar where that is longer.
    """
    return _drawn(key, title, labels, [series], finding=finding, first=first, legend=False, whole=whole)


def stacked(
    key: str, title: str, labels: Sequence[str], series: Sequence[Series], *, finding: str, first: str = ""
) -> Chart:
    """One bar a label, its series end to end; the longest total takes the whole width."""
    return _drawn(key, title, labels, series, finding=finding, first=first, legend=True)


def _drawn(
    key: str,
    title: str,
    labels: Sequence[str],
    series: Sequence[Series],
    *,
    finding: str,
    first: str,
    legend: bool,
    whole: int = 0,
) -> Chart:
    totals = [sum(part.values[rank] for part in series) for rank in range(len(labels))]
    longest = max([whole, *totals])
    chart = Chart(
        key,
        title,
        finding,
        height=STEP * len(labels),
        head=(first, *(part.name for part in series)),
        rows=[(label, *(part.text(rank) for part in series)) for rank, label in enumerate(labels)],
        legend=[(tone_of(rank), part.name) for rank, part in enumerate(series)] if legend else [],
    )
    for rank, label in enumerate(labels):
        figure = str(totals[rank]) if legend else series[0].text(rank)
        y = STEP * rank
        chart.words.extend([Word("0%", y + WORDS, shortened(label)), Word("100%", y + WORDS, figure, "end")])
        chart.boxes.extend(_boxes(rank, y + BAR, series, longest))
    return chart


def _boxes(rank: int, y: int, series: Sequence[Series], longest: int) -> list[Box]:
    """The pieces of one bar; a series that is worth nothing there has none."""
    drawn, before = [], 0
    for number, part in enumerate(series):
        if value := part.values[rank]:
            drawn.append(Box(share(before, longest), y, share(value, longest), tone_of(number)))
        before += value
    return drawn
