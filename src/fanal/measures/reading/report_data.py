"""A block of a report as plain data, of which a frozen report keeps the bytes, and back."""

from datetime import date
from decimal import Decimal
from typing import Any

from fanal.measures.reading.measures import MeasuredRow
from fanal.measures.reading.report_blocks import BlockBars, BlockFigure, BlockSentence, ReportBlock


def as_data(block: ReportBlock) -> dict[str, Any]:
    """The block as JSON takes it: equal blocks give equal data."""
    return {
        "sentences": [[sentence.text, sentence.figure] for sentence in block.sentences],
        "figures": [_figure_data(figure) for figure in block.figures],
        "bars": None if block.bars is None else _bars_data(block.bars),
    }


def block_of(data: dict[str, Any]) -> ReportBlock:
    """The block of such data."""
    bars = data["bars"]
    return ReportBlock(
        tuple(BlockSentence(text, figure) for text, figure in data["sentences"]),
        tuple(_figure_of(figure) for figure in data["figures"]),
        None
        if bars is None
        else BlockBars(
            bars["finding"],
            tuple((label, Decimal(value)) for label, value in bars["bars"]),
            bars["unit"],
            Decimal(bars["whole"]),
        ),
    )


def _bars_data(bars: BlockBars) -> dict[str, Any]:
    return {
        "finding": bars.finding,
        "bars": [[label, str(value)] for label, value in bars.bars],
        "unit": bars.unit,
        "whole": str(bars.whole),
    }


PLAIN = ("code", "label", "value", "definition", "period", "rows")  # of a figure, kept as they are


def _figure_data(figure: BlockFigure) -> dict[str, Any]:
    return {name: getattr(figure, name) for name in PLAIN} | {
        "numerator": None if figure.numerator is None else str(figure.numerator),
        "denominator": None if figure.denominator is None else str(figure.denominator),
        "trace": [_row_data(row) for row in figure.trace],
        "day_noun": figure.day_noun,
        "row_noun": list(figure.row_noun),
    }


def _row_data(row: MeasuredRow) -> list[str | None]:
    cells = [row.key, row.label, row.url, row.day.isoformat() if row.day else None]
    return [*cells, row.worth] if row.worth else cells


def _row_of(key: str, label: str, url: str, day: str | None, worth: str = "") -> MeasuredRow:
    return MeasuredRow(label, url, None if day is None else date.fromisoformat(day), worth, key=key)


def _figure_of(data: dict[str, Any]) -> BlockFigure:
    return BlockFigure(
        **{name: data[name] for name in PLAIN},
        numerator=None if data["numerator"] is None else Decimal(data["numerator"]),
        denominator=None if data["denominator"] is None else Decimal(data["denominator"]),
        trace=tuple(_row_of(*row) for row in data["trace"]),
        row_noun=(data["row_noun"][0], data["row_noun"][1]),
        day_noun=data.get("day_noun", "Jour"),  # reports frozen before have none
    )
