"""An indicator made of measures: the rows of one out of those of another, or the delay that one measures.

register(INDICATOR_SOURCE)(share("EQ5", MOBILE_DEVICES, DEVICES))
"""

from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import Any

from django.db.models import Q

from fanal.accounts.models import School
from fanal.measures.reading.combined_counts import combined_counts
from fanal.measures.reading.indicators import IndicatorMeasure, IndicatorSource, MeasuredRows
from fanal.measures.reading.measured_people import only_lead
from fanal.measures.reading.measures import Measure, MeasuredRow
from fanal.year.rules.periods import MeasurePeriod

type ReadRows = Callable[[School, MeasurePeriod], MeasuredRows]
# Measures without whose rows there is no figure, each with why; `{year}` is that of the period.
type Needs = tuple[tuple[Measure, str], ...]


def counts_of(school: School, period: MeasurePeriod, measures: Iterable[Measure]) -> dict[str, int]:
    """How many rows each measure has over the period, by its code. One query."""
    by_code = {measure.code: measure for measure in measures}
    numbers = combined_counts([measure.rows(school, period) for measure in by_code.values()])
    return dict(zip(by_code, numbers, strict=True))


def rows_behind(measure: Measure) -> ReadRows | None:
    """The rows of a measure, as it tells them; None where they are never listed."""
    to_row = measure.to_row
    if to_row is None:
        return None
    return lambda school, period: MeasuredRows(measure.rows(school, period), to_row(school))


def rows_of_whole(
    part: Measure, whole: Measure, to_row: Callable[[School], Callable[[Any], MeasuredRow]]
) -> ReadRows:
    """Every row of the whole, with `is_part`: whether it is one of the part."""

    def read(school: School, period: MeasurePeriod) -> MeasuredRows:
        parts = part.rows(school, period).order_by().values("pk")
        rows = whole.rows(school, period).annotate(is_part=Q(pk__in=parts))
        return MeasuredRows(rows, to_row(school))

    return read


def share(
    code: str,
    part: Measure,
    whole: Measure | None,
    *,
    needs: Needs = (),
    listed: Measure | None = None,
    rows: ReadRows | None = None,
    worth_noun: str = "",
) -> IndicatorSource:
    """The rows of `part` out of those of `whole`; without a whole, their number.

    `listed`: whose rows stand behind the figure, those of the part unless it is given. `rows`: how an
    indicator tells them, where it is not as the measure does.
    """
    behind = listed or part
    sides = [measure for measure in (part, whole) if measure is not None]

    def measure(school: School, period: MeasurePeriod) -> IndicatorMeasure:
        counts = counts_of(school, period, [*sides, behind, *(needed for needed, _ in needs)])
        for needed, reason in needs:
            if not counts[needed.code]:
                return IndicatorMeasure.missing(reason.format(year=period.year.label))
        is_work = any(side.is_work for side in sides)
        return IndicatorMeasure(
            Decimal(counts[part.code]),
            None if whole is None else Decimal(counts[whole.code]),
            rows=counts[behind.code],
            whose=only_lead(school, period) if is_work else None,
        )

    return IndicatorSource(
        code,
        measure,
        rows or rows_behind(behind),
        is_recounted=all(side.is_recounted for side in sides),
        worth_noun=worth_noun,
    )


def delay(
    code: str, delayed: Measure, *, none: str, rows: ReadRows | None = None, worth_noun: str = ""
) -> IndicatorSource:
    """The median of a measure that is a delay. `none`: why there is none of no row."""

    def measure(school: School, period: MeasurePeriod) -> IndicatorMeasure:
        duration = delayed.duration(school, period) if delayed.duration else None
        if duration is None:
            return IndicatorMeasure.missing(none)
        return IndicatorMeasure(duration.hours, rows=duration.rows, whose=duration.whose)

    return IndicatorSource(
        code, measure, rows or rows_behind(delayed), is_recounted=delayed.is_recounted, worth_noun=worth_noun
    )
