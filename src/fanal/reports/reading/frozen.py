"""What the page of a report shows: a part with its sentences, its figures, its chart, and the rows behind."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.safestring import SafeString

from fanal.core.charts import Chart, Series, bars
from fanal.core.http.addresses import address
from fanal.core.text import markdown
from fanal.core.text.french import FEMININE_NOUNS, counted
from fanal.measures.reading.report_blocks import BlockFigure, ReportBlock
from fanal.measures.reading.report_data import block_of
from fanal.measures.reading.traced_rows import GoneRows, gone_rows
from fanal.reports.models import ReportContent
from fanal.reports.reading.content import HELD_BACK
from fanal.reports.reading.papers import SHOWN_BARS, number_words

SCALE = 100  # a drawing counts in integers


@dataclass(frozen=True)
class LinkedSentence:
    text: str
    url: str = ""


@dataclass(frozen=True)
class FigureCard:
    """One figure of a page. `url` leads to its definition and its rows, where there are rows."""

    figure: BlockFigure
    url: str = ""


@dataclass(frozen=True)
class ShownPart:
    """One part, as it is read on the screen."""

    number: int
    title: str
    text: SafeString
    sentences: list[LinkedSentence]
    figures: list[FigureCard]
    chart: Chart | None
    held_back: list[str]
    is_empty: bool


def shown_block(
    number: int,
    title: str,
    text: str,
    block: ReportBlock | None,
    hidden: list[str],
    url_of: Callable[[str], str],
) -> ShownPart:
    """`url_of(code)` is the page of a figure; one without a row behind is no link, nor is its sentence."""
    said = block or ReportBlock()
    urls = {figure.code: url_of(figure.code) for figure in said.figures if figure.trace}
    return ShownPart(
        number,
        title,
        markdown.to_html(text),
        [LinkedSentence(each.text, urls.get(each.figure, "")) for each in said.sentences],
        [FigureCard(figure, urls.get(figure.code, "")) for figure in said.figures],
        _chart(number, title, said),
        [f"« {label} » {HELD_BACK}" for label in hidden],
        block is None,
    )


def _chart(number: int, title: str, block: ReportBlock) -> Chart | None:
    if block.bars is None or not block.bars.bars:
        return None
    shown, unit = block.bars.bars[:SHOWN_BARS], block.bars.unit
    is_share = unit.startswith("%")
    series = Series(
        unit or "nombre",
        [int(value * SCALE) for _, value in shown],
        [number_words(Decimal(value)) + (" %" if is_share else "") for _, value in shown],
    )
    labels = [label for label, _ in shown]
    whole = int(block.bars.whole * SCALE)
    title += f", en {unit}" if unit else ""
    return bars(f"part-{number}", title, labels, series, finding=block.bars.finding, whole=whole)


def shown_parts(frozen: ReportContent, uai: str) -> list[ShownPart]:
    """The parts of a frozen report, from its content alone."""

    def url_of(code: str) -> str:
        return address("reports:figure", uai, frozen.report_id, code)

    return [
        shown_block(
            number,
            part["title"],
            part["text"],
            block_of(part["block"]) if part["block"] else None,
            part["held_back"],
            url_of,
        )
        for number, part in enumerate(frozen.data["parts"], start=1)
    ]


@dataclass(frozen=True)
class ReportFigure:
    """One figure of a report: its part, itself, and which of its rows were erased since."""

    part: str
    figure: BlockFigure
    gone: GoneRows

    @property
    def sides(self) -> list[tuple[str, str]]:
        """What it was made from, as terms and values."""
        known = (("Compté", self.figure.numerator), ("Sur", self.figure.denominator))
        return [(label, number_words(value)) for label, value in known if value is not None]

    @property
    def gone_words(self) -> str:
        """« 2 demandes effacées depuis, selon leur durée de conservation », or nothing."""
        count = self.gone.among(self.figure)
        if not count:
            return ""
        agreed = "e" if self.figure.row_noun[0] in FEMININE_NOUNS else ""
        plural = "s" if count > 1 else ""
        return (
            f"{counted(count, *self.figure.row_noun)} effacé{agreed}{plural} depuis, selon "
            f"{'leur' if count > 1 else 'sa'} durée de conservation : le chiffre ne change pas."
        )

    @property
    def rest_words(self) -> str:
        """How many rows are behind beyond those that were kept."""
        rest = self.figure.rows - len(self.figure.trace)
        return f"et {counted(rest, *self.figure.row_noun)} de plus, dans le compte." if rest > 0 else ""


def figure_of(frozen: ReportContent, code: str) -> ReportFigure | None:
    """The figure of this code, None when the report has none; one question for each sort of row."""
    for part in frozen.data["parts"]:
        data: dict[str, Any] | None = part["block"]
        figure = block_of(data).figure(code) if data else None
        if figure is not None:
            return ReportFigure(part["title"], figure, gone_rows(frozen.school_id, figure.trace))
    return None
