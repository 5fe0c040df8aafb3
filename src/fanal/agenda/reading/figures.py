"""A year in figures, beside the one before: counted now, or as they were kept when the year ended."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from fanal.accounts.models import School
from fanal.accounts.reading.school_years import year_query
from fanal.agenda.models import YearFigure
from fanal.agenda.rules.figures import Value, difference, value_in_words
from fanal.core.http.addresses import address
from fanal.core.registry import registered
from fanal.core.sheets.cells import figure_in
from fanal.measures.reading.combined_counts import combined_counts
from fanal.measures.reading.indicators import MeasuredRows
from fanal.measures.reading.measures import MEASURES, Duration, Measure
from fanal.year.rules.periods import MeasurePeriod, PeriodKind
from fanal.year.rules.years import SchoolYear, same_day, year_of

# What stands is still that of the year while the next one has hardly begun: later, nobody can count it again.
STILL_THE_SAME = timedelta(days=31)
NOT_KNOWN = Value()


def whole(year: SchoolYear, today: date) -> MeasurePeriod:
    """All of a year, as it may be counted on that day."""
    return MeasurePeriod(year, PeriodKind.YEAR, until=today)


def can_count(measure: Measure, period: MeasurePeriod, today: date) -> bool:
    """Whether the rows of this period are still there on that day, and say what they were."""
    has_begun = period.starts_on <= period.counted_until
    if not has_begun and not measure.is_state:
        return False
    return measure.is_recounted or _stands(period, today)


def _stands(period: MeasurePeriod, today: date) -> bool:
    return today <= period.ends_on + STILL_THE_SAME


def values_of(
    school: School, measures: Iterable[Measure], period: MeasurePeriod, today: date
) -> dict[str, Value]:
    """Each measure over a period, by its code. One query for all that is counted, three for a delay."""
    possible = [measure for measure in measures if can_count(measure, period, today)]
    values = {one.code: _hours(one.duration(school, period)) for one in possible if one.duration}
    counted = [one for one in possible if not one.duration]
    numbers = combined_counts([one.rows(school, period) for one in counted])
    for measure, number in zip(counted, numbers, strict=True):
        values[measure.code] = _count(measure, period, number, today)
    return values


def _count(measure: Measure, period: MeasurePeriod, number: int, today: date) -> Value:
    """No row: zero of them; and of what stood in another year, nothing is known."""
    is_unknown = measure.is_state and not number and not _stands(period, today)
    return NOT_KNOWN if is_unknown else Value(number, number)


def _hours(duration: Duration | None) -> Value:
    """No row, no delay."""
    return NOT_KNOWN if duration is None else Value(float(duration.hours), duration.rows)


def kept_figures(school: School, years: Iterable[SchoolYear]) -> dict[tuple[str, str], Value]:
    """What was kept of these years, by (year, code). One query."""
    rows = YearFigure.objects.for_school(school).filter(school_year__in=[year.label for year in years])
    return {(row.school_year, row.code): Value(float(row.value), row.basis) for row in rows}


@dataclass(frozen=True)
class FigureRow:
    """One figure as the page tells it; `same_date` is empty where the year is over."""

    label: str
    now: str
    same_date: str
    before: str
    difference: str
    url: str


@dataclass(frozen=True)
class YearInFigures:
    """The figures of a year. `same_day`: the date of last year they are compared at, if the year goes on."""

    year: SchoolYear
    rows: list[FigureRow]
    same_day: date | None
    is_first: bool

    @property
    def before(self) -> SchoolYear:
        return self.year.previous

    @property
    def headers(self) -> list[str]:
        middle = [f"{self.before} au {self.same_day:%d/%m/%Y}"] if self.same_day else []
        return ["Chiffre", str(self.year), *middle, f"{self.before}, toute l’année", "Différence"]

    def lines(self) -> Iterable[list[object]]:
        """The same as a table that leaves Fanal."""
        for row in self.rows:
            yield [
                row.label,
                figure_in(row.now),
                *([figure_in(row.same_date)] if self.same_day else []),
                figure_in(row.before),
                row.difference,
            ]


def page_of(school: School, year: SchoolYear, *, today: date) -> YearInFigures:
    """The figures of `year` against the year before; what was kept of a year is not counted again."""
    measures, before = registered(MEASURES), year.previous
    is_over = year < year_of(today)
    day = None if is_over else same_day(today, before.first)
    frozen = kept_figures(school, [year, before])
    of_this_year = frozen if is_over else {}
    this_year = known_values(school, year, of_this_year, today)
    last_year = known_values(school, before, frozen, today)
    same_date = last_year
    if day is not None:
        happening = [measure for measure in measures if not measure.is_state]
        same_date = values_of(school, happening, whole(before, today).cut_on(day), today)
    rows = []
    for measure in measures:
        compared = last_year if is_over or measure.is_state else same_date
        columns = (this_year, same_date, last_year, compared)
        values = [column.get(measure.code, NOT_KNOWN) for column in columns]
        is_kept = (year.label, measure.code) in of_this_year
        rows.append(_row(measure, *values, url="" if is_kept else _rows_address(school, year, measure)))
    is_first = not any(value.number for value in last_year.values())
    return YearInFigures(year, rows, day, is_first=is_first)


def known_values(
    school: School, year: SchoolYear, frozen: dict[tuple[str, str], Value], today: date
) -> dict[str, Value]:
    """The values of a year by code: as they were kept, else counted."""
    measures = registered(MEASURES)
    codes = {measure.code for measure in measures}
    known = {code: value for (label, code), value in frozen.items() if label == year.label and code in codes}
    missing = [measure for measure in measures if measure.code not in known]
    return known | values_of(school, missing, whole(year, today), today)


def _rows_address(school: School, year: SchoolYear, measure: Measure) -> str:
    """Where that which is counted is listed."""
    if measure.to_row is not None:
        return f"{address('agenda:figure_rows', school.uai, measure.code)}{year_query(year)}"
    return measure.year_address(school, year) if measure.year_address else ""


def counted_rows(school: School, year: SchoolYear, measure: Measure, today: date) -> MeasuredRows | None:
    """The rows that make the figure of a year; None where they are never listed, or say today only."""
    period = whole(year, today)
    if measure.to_row is None or not can_count(measure, period, today):
        return None
    return MeasuredRows(measure.rows(school, period), measure.to_row(school))


def _row(
    measure: Measure, current: Value, same_date: Value, last_year: Value, compared: Value, *, url: str
) -> FigureRow:
    kind = {"is_duration": measure.is_duration}
    return FigureRow(
        measure.label,
        value_in_words(current, **kind),
        "" if measure.is_state else value_in_words(same_date, **kind),
        value_in_words(last_year, **kind),
        difference(current, compared, is_state=measure.is_state, **kind),
        url,
    )
