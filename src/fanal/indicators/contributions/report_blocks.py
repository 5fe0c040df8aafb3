"""What indicators say to the report for the board: each one followed, with the value that is behind it."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from fanal.accounts.models import School
from fanal.core.http.addresses import address
from fanal.core.registry import register
from fanal.core.text.french import full_day
from fanal.indicators.reading.charts import FULL, summary, way_done, way_words
from fanal.indicators.reading.series import IndicatorLine, agreed_on_delays, lines_of_school
from fanal.indicators.reading.sources import source_for
from fanal.indicators.rules.figure import KeptFigure, ShownFigure, gap_words, shown
from fanal.measures.reading.indicators import IndicatorMeasure, IndicatorSource
from fanal.measures.reading.measures import MeasuredRow
from fanal.measures.reading.report_blocks import (
    REPORT_BLOCK,
    BlockBars,
    BlockFigure,
    BlockSentence,
    ReportBlock,
    ReportBlockSource,
)
from fanal.year.rules.periods import MeasurePeriod, PeriodKind

NOUN, MEASURED = ("valeur", "valeurs"), ("indicateur mesuré", "indicateurs mesurés")
MOST_FIGURES, MOST_SENTENCES = 9, 3  # of a part that a board reads; the rest is on the page


@dataclass(frozen=True)
class _Said:
    """What a report says of one indicator: over all of its period where Fanal counts it, else its last value.

    `whose`: the only person whose work it measures, where they did not agree. `span`: of what it is said;
    `is_whole`: over all of the report's period, and not its last value.
    `over_a_year`: a sentence, of this period or of its last part that is over, beside the same a year before.
    """

    line: IndicatorLine
    figure: ShownFigure
    numerator: Decimal | None
    denominator: Decimal | None
    span: str
    whose: int | None
    over_a_year: str = ""
    is_whole: bool = False


def _said(school: School, line: IndicatorLine, period: MeasurePeriod, today: date) -> _Said | None:
    """A year of months is measured as a year: its last month would be that of the holidays."""
    value, last, source = line.last_value, line.last, source_for(line.indicator)
    if value is None or last is None or (line.is_withheld and value.whose_id is None):
        return None  # no value, or nobody is left who could agree
    if value.is_of_another_formula:
        return None
    is_part = last.period.kind not in {period.kind, PeriodKind.CIVIL}
    people = value.people is not None
    if source and source.is_recounted and value.is_counted_here and is_part and not people:
        return _measured(school, line, source, period, today)
    whose = value.whose_id if line.is_withheld else None
    return _Said(
        line,
        line.figure,
        value.numerator,
        value.denominator,
        _span(last.period, today),
        whose,
        _part_over_a_year(line, period),
    )


def _part_over_a_year(line: IndicatorLine, period: MeasurePeriod) -> str:
    """Of the last value in the period whose own time is over: « octobre 2026 » beside « octobre 2025 »."""
    over = [point for point in line.points if point.period.ends_on < line.today]
    ended = replace(line, points=over)
    if (
        ended.last is None
        or ended.is_running
        or ended.last.period.starts_on < period.starts_on
        or not ended.gap
    ):
        return ""
    return f"{line.definition.name}, {ended.last.period.label} : {ended.figure.text}, {ended.gap} sur un an."


def _measured(
    school: School, line: IndicatorLine, source: IndicatorSource, period: MeasurePeriod, today: date
) -> _Said:
    def figure_of(measure: IndicatorMeasure) -> ShownFigure:
        sides = KeptFigure(
            measure.numerator, measure.denominator, measure.people, measure.counts_people, measure.reason
        )
        return shown(line.definition, sides, school.smallest_group)

    measure = source.measure(school, replace(period, until=min(today, period.ends_on)))
    figure, whose, over_a_year = figure_of(measure), measure.whose, ""
    if whose in agreed_on_delays(school):
        whose = None
    if not period.is_over(today):
        over_a_year = _part_over_a_year(line, period)
    elif measure.whose is None:
        before = source.measure(school, replace(period.same_last_year, until=today))
        if before.whose is None and before.rows:
            gap = gap_words(figure, figure_of(before), line.definition.unit)
            over_a_year = f"{line.definition.name} : {figure.text}, {gap} sur un an." if gap else ""
    span = _span(period, today)
    return _Said(
        line, figure, measure.numerator, measure.denominator, span, whose, over_a_year, is_whole=True
    )


def _span(period: MeasurePeriod, today: date) -> str:
    """« 2025-2026 »; « 2026-2027, au 1er décembre 2026 » of what is not over."""
    return period.label if period.is_over(today) else f"{period.label}, au {full_day(today)}"


def _figure(school: School, said: _Said, period: MeasurePeriod) -> BlockFigure:
    """Its value, with both sides where they may be said; the rows behind it are the values of its parts."""
    line, definition, figure = said.line, said.line.definition, said.figure
    parts = [point.period for point in line.points if point.period.starts_on >= period.starts_on]
    if not said.is_whole:
        parts = [line.last.period] if line.last else []
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


def _traced(school: School, line: IndicatorLine, part: MeasurePeriod) -> MeasuredRow:
    value = line.values[part.code]
    page = address("indicators:value_rows", school.uai, value.pk)
    said = [point.figure.text for point in line.points if point.period == part]
    worth = "" if part.code in line.withheld else said[0]
    return MeasuredRow.of(value, f"{line.definition.name}, {part.label}", page, value.ends_on, worth)


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


register(REPORT_BLOCK, "indicators.followed")(
    ReportBlockSource(
        "indicators.followed", "Les indicateurs", compose, "Ceux que l’établissement suit, avec leurs cibles."
    )
)
