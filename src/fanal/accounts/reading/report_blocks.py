"""What does an app offer to the report for the board (`core.registry.REPORT_BLOCK`)? One part of it.

An app that owns rows registers a `ReportBlockSource` in its `contributions/report_blocks.py`; the room
`reports` chooses, orders, freezes and prints what it composes.

    register(REPORT_BLOCK, 20)(ReportBlockSource("equipment.park", "Le matériel", compose=_park))

All of it is plain data: `as_data` gives JSON, of which a frozen report keeps the bytes, and `block_of` reads
it back when no code composes it any more. Nothing in it names a person, and no label holds words that
somebody typed in a request: what is behind is read on its own page, by whoever may read it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet

from fanal.accounts.models import School
from fanal.accounts.rules.periods import MeasurePeriod
from fanal.core.journal.names import name_of

MOST_ROWS = 200  # behind one figure; `rows` says how many there were


@dataclass(frozen=True)
class TracedRow:
    """One row behind a figure, as it was. `key`: its model's journal name and its id, to see what is gone.

    `worth`: what it brought to the figure, in words (« 4 800 € », « 2 h ouvrées »), where rows differ.
    """

    key: str
    label: str
    url: str
    day: date | None = None
    worth: str = ""

    @classmethod
    def of(cls, row: Any, label: str, url: str, day: date | None = None, worth: str = "") -> "TracedRow":
        return cls(f"{name_of(row)}:{row.pk}", label, url, day, worth)


@dataclass(frozen=True)
class BlockFigure:
    """One figure. `value` is what is read (« 36 h »), `numerator` and `denominator` what it was made from.

    `definition` says in words what is counted; `period` over which days (« 2026-2027 », « au 30 novembre »).
    `trace` holds the first rows that were counted, `rows` how many there were; `row_noun` is what they are,
    in the singular and in the plural, `day_noun` what their day is. `whose`: the id of the only person whose
    work it measures; the room leaves the figure out without their agreement, and never keeps the id.
    """

    code: str
    label: str
    value: str
    definition: str
    period: str
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    rows: int = 0
    trace: tuple[TracedRow, ...] = ()
    row_noun: tuple[str, str] = ("ligne", "lignes")
    whose: int | None = None
    day_noun: str = "Jour"

    @classmethod
    def counting(
        cls, code: str, label: str, part: int, whole: int | None = None, **about: Any
    ) -> "BlockFigure":
        """A number of things, « 3 », or of those of a `whole`, « 3 sur 8 »; `about`: the other fields."""
        value = str(part) if whole is None else f"{part} sur {whole}"
        denominator = None if whole is None else Decimal(whole)
        return cls(code, label, value, numerator=Decimal(part), denominator=denominator, **about)


@dataclass(frozen=True)
class BlockSentence:
    """What is said, and the code of the figure that it rests on: « Les demandes ont doublé. »."""

    text: str
    figure: str = ""


@dataclass(frozen=True)
class BlockBars:
    """A chart with one bar a label. `finding` is the sentence that it shows; `unit` is read after a value.

    `whole`: what the whole width stands for (100 for shares of a hundred); 0: the longest bar.
    """

    finding: str
    bars: tuple[tuple[str, Decimal], ...]
    unit: str = ""
    whole: Decimal = Decimal(0)


@dataclass(frozen=True)
class ReportBlock:
    """What a block says over a period: sentences, figures, perhaps one chart."""

    sentences: tuple[BlockSentence, ...] = ()
    figures: tuple[BlockFigure, ...] = ()
    bars: BlockBars | None = None

    def figure(self, code: str) -> BlockFigure | None:
        return next((figure for figure in self.figures if figure.code == code), None)


@dataclass(frozen=True)
class ReportBlockSource:
    """One part that a report may hold. `code` is kept in rows; the order is that of its registration.

    `compose(school, period, today)` asks its own rows; None when the school has nothing to say of it.
    `lead` says in one line what the part is about, where it is chosen. `measures(school, period, person_id)`:
    whether it may hold a figure of the work of this person alone, to which they may agree.
    """

    code: str
    title: str
    compose: Callable[[School, MeasurePeriod, date], ReportBlock | None]
    lead: str = ""
    measures: Callable[[School, MeasurePeriod, int], bool] | None = None


def counted_figure(
    code: str,
    label: str,
    rows: QuerySet[Any],
    to_row: Callable[[Any], TracedRow],
    *,
    definition: str,
    period: str,
    noun: tuple[str, str],
    whole: int | None = None,
    day_noun: str = "Jour",
) -> BlockFigure:
    """How many rows, perhaps out of a `whole`; `rows` are in a total order: the first are its trace."""
    count = rows.count()
    return BlockFigure.counting(
        code,
        label,
        count,
        whole,
        definition=definition,
        period=period,
        rows=count,
        trace=tuple(map(to_row, rows[:MOST_ROWS])),
        row_noun=noun,
        day_noun=day_noun,
    )


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


def _row_data(row: TracedRow) -> list[str | None]:
    kept = [row.key, row.label, row.url, row.day.isoformat() if row.day else None]
    return [*kept, row.worth] if row.worth else kept


def _figure_of(data: dict[str, Any]) -> BlockFigure:
    return BlockFigure(
        **{name: data[name] for name in PLAIN},
        numerator=None if data["numerator"] is None else Decimal(data["numerator"]),
        denominator=None if data["denominator"] is None else Decimal(data["denominator"]),
        trace=tuple(
            TracedRow(key, label, url, None if day is None else date.fromisoformat(day), *worth)
            for key, label, url, day, *worth in data["trace"]
        ),
        row_noun=(data["row_noun"][0], data["row_noun"][1]),
        day_noun=data.get("day_noun", "Jour"),  # reports frozen before have none
    )
