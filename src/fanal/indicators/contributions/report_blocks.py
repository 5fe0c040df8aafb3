"""What indicators say to the report for the board: each one followed, with the value that is behind it."""

from datetime import date

from fanal.accounts.models import School
from fanal.accounts.reading.report_blocks import (
    BlockBars,
    BlockFigure,
    BlockSentence,
    ReportBlock,
    ReportBlockSource,
    TracedRow,
)
from fanal.accounts.rules.french import counted
from fanal.accounts.rules.periods import MeasurePeriod
from fanal.core.addresses import address
from fanal.core.registry import REPORT_BLOCK, register
from fanal.indicators.reading.charts import summary, way_done
from fanal.indicators.reading.series import IndicatorLine, lines_of_school

NOUN = ("valeur", "valeurs")
MOST_FIGURES, MOST_SENTENCES = 9, 3  # of a part that a board reads; the rest is on the page


def _within(line: IndicatorLine, period: MeasurePeriod) -> IndicatorLine:
    """The indicator as the end of a period leaves it: its last value there is the last that is said."""
    return line.until(period.ends_on)


def _figure(school: School, line: IndicatorLine) -> BlockFigure | None:
    """Its value, with both sides where they may be said; the row behind it leads to those it counted."""
    value, last = line.last_value, line.last
    if value is None or last is None:
        return None
    if line.is_withheld and value.whose_id is None:
        return None  # nobody is left who could agree
    definition, figure = line.definition, line.figure
    page = address("indicators:value_rows", school.uai, value.pk)
    words = f"{figure.text} ({figure.detail})" if figure.detail else figure.text
    return BlockFigure(
        f"indicators.{definition.code}",
        definition.name,
        words,
        f"{definition.formula} (définition {value.version})",
        last.period.label,
        numerator=value.numerator if figure.is_exact else None,
        denominator=value.denominator if figure.is_exact else None,
        rows=1,
        trace=(TracedRow.of(value, f"{definition.name}, {last.period.label}", page, value.ends_on),),
        row_noun=NOUN,
        whose=value.whose_id if line.is_withheld else None,
    )


def compose(school: School, period: MeasurePeriod, today: date) -> ReportBlock | None:
    """What has a target first; None where nothing is followed, or nothing has a value in the period."""
    lines = [_within(line, period) for line in lines_of_school(school, today)]
    lines = [line for line in lines if line.last and line.last.period.starts_on >= period.starts_on]
    every = [line for line in lines if not line.is_withheld]
    lines = sorted(lines, key=lambda line: line.indicator.target is None)[:MOST_FIGURES]
    figures = [figure for line in lines if (figure := _figure(school, line)) is not None]
    if not figures:
        return None
    public = [line for line in lines if not line.is_withheld]
    sentences = [BlockSentence(f"{summary(every)}.")] if every else []
    for line in [line for line in public if line.gap][:MOST_SENTENCES]:
        words = f"{line.definition.name} : {line.figure.text}, {line.gap} sur un an."
        sentences.append(BlockSentence(words, f"indicators.{line.definition.code}"))
    return ReportBlock(tuple(sentences), tuple(figures), _bars(public))


def _bars(lines: list[IndicatorLine]) -> BlockBars | None:
    """How far each is on its way to its target."""
    done = way_done(lines)
    if not done:
        return None
    reached = sum(share >= 100 for _, share in done)
    finding = f"{counted(reached, 'cible atteinte', 'cibles atteintes')} sur {len(done)}."
    return BlockBars(finding, tuple((line.definition.name, share) for line, share in done), "% du chemin")


register(REPORT_BLOCK, 15)(
    ReportBlockSource(
        "indicators.followed", "Les indicateurs", compose, "Ceux que l’établissement suit, avec leurs cibles."
    )
)
