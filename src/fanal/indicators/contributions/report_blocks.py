"""What indicators say to the report for the board: each one followed, with the value that is behind it."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from fanal.accounts.models import School
from fanal.accounts.reading.indicators import IndicatorMeasure, IndicatorSource
from fanal.accounts.reading.report_blocks import (
    BlockBars,
    BlockFigure,
    BlockSentence,
    ReportBlock,
    ReportBlockSource,
    TracedRow,
)
from fanal.accounts.rules.periods import MeasurePeriod
from fanal.core.addresses import address
from fanal.core.registry import REPORT_BLOCK, register
from fanal.indicators.reading.charts import FULL, summary, way_done, way_words
from fanal.indicators.reading.series import IndicatorLine, agreed_on_delays, lines_of_school
from fanal.indicators.reading.sources import source_of
from fanal.indicators.rules.figure import KeptFigure, ShownFigure, gap_words, shown

NOUN, MEASURED = ("valeur", "valeurs"), ("indicateur mesuré", "indicateurs mesurés")
MOST_FIGURES, MOST_SENTENCES = 9, 3  # of a part that a board reads; the rest is on the page


@dataclass(frozen=True)
class _Said:
    """What a report says of one indicator: over all of its period where Fanal counts it, else its last value.

    `whose`: the only person whose work it measures, where they did not agree. `span`: of what it is said.
    `over_a_year`: a sentence, of this period or of its last part that is over, beside the same a year before.
    """

    line: IndicatorLine
    figure: ShownFigure
    numerator: Decimal | None
    denominator: Decimal | None
    span: str
    whose: int | None
    over_a_year: str = ""


def _said(school: School, line: IndicatorLine, period: MeasurePeriod, today: date) -> _Said | None:
    """A year of months is measured as a year: its last month would be that of the holidays."""
    value, last, source = line.last_value, line.last, source_of(line.indicator.code)
    if value is None or last is None or (line.is_withheld and value.whose_id is None):
        return None  # no value, or nobody is left who could agree
    is_part, people = last.period.kind is not period.kind, value.people is not None
    if source and source.is_recounted and value.is_counted_here and is_part and not people:
        return _measured(school, line, source, period, today)
    whose = value.whose_id if line.is_withheld else None
    return _Said(
        line,
        line.figure,
        value.numerator,
        value.denominator,
        last.period.label,
        whose,
        _part_over_a_year(line, period),
    )


def _part_over_a_year(line: IndicatorLine, period: MeasurePeriod) -> str:
    """Of the last value in the period whose own time is over: « octobre 2026 » beside « octobre 2025 »."""
    over = [point for point in line.points if point.period.ends_on < line.today]
    ended = replace(line, points=over)
    if ended.last is None or ended.last.period.starts_on < period.starts_on or not ended.gap:
        return ""
    return f"{line.definition.name}, {ended.last.period.label} : {ended.figure.text}, {ended.gap} sur un an."


def _measured(
    school: School, line: IndicatorLine, source: IndicatorSource, period: MeasurePeriod, today: date
) -> _Said:
    def figure_of(measure: IndicatorMeasure) -> ShownFigure:
        kept = KeptFigure(measure.numerator, measure.denominator, reason=measure.reason)
        return shown(line.definition, kept, school.smallest_group)

    measure = source.measure(school, replace(period, until=min(today, period.ends_on)))
    figure, whose, over_a_year = figure_of(measure), measure.whose, ""
    if whose in agreed_on_delays(school):
        whose = None
    if today < period.ends_on:
        over_a_year = _part_over_a_year(line, period)
    elif measure.whose is None:
        before = source.measure(school, replace(period.same_last_year, until=today))
        if before.whose is None and before.rows:
            gap = gap_words(figure, figure_of(before), line.definition.unit)
            over_a_year = f"{line.definition.name} : {figure.text}, {gap} sur un an." if gap else ""
    return _Said(line, figure, measure.numerator, measure.denominator, period.label, whose, over_a_year)


def _figure(school: School, said: _Said, period: MeasurePeriod) -> BlockFigure:
    """Its value, with both sides where they may be said; the rows behind it are the values of its parts."""
    line, definition, figure = said.line, said.line.definition, said.figure
    parts = [point.period for point in line.points if point.period.starts_on >= period.starts_on]
    if said.span != period.label:
        parts = parts[-1:]
    trace = [_traced(school, line, part) for part in parts]
    return BlockFigure(
        f"indicators.{definition.code}",
        definition.name,
        f"{figure.text} ({figure.detail})" if figure.detail else figure.text,
        f"{definition.formula} (définition {line.indicator.version})",
        said.span,
        numerator=said.numerator if figure.is_exact else None,
        denominator=said.denominator if figure.is_exact else None,
        rows=len(trace),
        trace=tuple(trace),
        row_noun=NOUN,
        day_noun="Fin de la période",
        whose=said.whose,
    )


def _traced(school: School, line: IndicatorLine, part: MeasurePeriod) -> TracedRow:
    value = line.values[part.code]
    page = address("indicators:value_rows", school.uai, value.pk)
    said = [point.figure.text for point in line.points if point.period == part]
    worth = "" if part.code in line.withheld else said[0]
    return TracedRow.of(value, f"{line.definition.name}, {part.label}", page, value.ends_on, worth)


def compose(school: School, period: MeasurePeriod, today: date) -> ReportBlock | None:
    """What has a target first; None where nothing is followed, or nothing has a value in the period."""
    lines = [line.until(period.ends_on) for line in lines_of_school(school, today)]
    lines = [line for line in lines if line.last and line.last.period.starts_on >= period.starts_on]
    every = [line for line in lines if not line.is_withheld]
    lines = sorted(lines, key=lambda line: line.indicator.target is None)[:MOST_FIGURES]
    all_said = [said for line in lines if (said := _said(school, line, period, today)) is not None]
    if not all_said:
        return None
    public = [said for said in all_said if said.whose is None]
    sentences = [BlockSentence(f"{summary(every, *MEASURED)}.")] if every else []
    sentences += [
        BlockSentence(said.over_a_year, f"indicators.{said.line.definition.code}")
        for said in [said for said in public if said.over_a_year][:MOST_SENTENCES]
    ]
    figures = tuple(_figure(school, said, period) for said in all_said)
    return ReportBlock(tuple(sentences), figures, _bars([said.line for said in public]))


def _bars(lines: list[IndicatorLine]) -> BlockBars | None:
    """How far each is on its way to its target."""
    done = way_done(lines)
    if not done:
        return None
    bars = tuple((line.definition.name, share) for line, share in done)
    return BlockBars(way_words(done), bars, "% du chemin vers la cible", Decimal(FULL))


register(REPORT_BLOCK, 15)(
    ReportBlockSource(
        "indicators.followed", "Les indicateurs", compose, "Ceux que l’établissement suit, avec leurs cibles."
    )
)
