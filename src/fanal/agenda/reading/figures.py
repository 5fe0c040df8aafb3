"""A year in figures, beside the one before: counted now, or as they were kept when the year ended."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import QuerySet, Subquery
from django.utils import timezone

from fanal.accounts.models import School
from fanal.accounts.reading.figures import Figure, Window
from fanal.accounts.rules.years import SchoolYear, same_day, year_of
from fanal.agenda.models import YearFigure
from fanal.agenda.rules.figures import Value, difference, value_in_words
from fanal.core.prepared import prepared
from fanal.core.registry import FIGURES, registered

AN_HOUR = timedelta(hours=1)
# What stands is still that of the year while the next one has hardly begun: later, nobody can count it again.
STILL_THE_SAME = timedelta(days=31)
NOT_KNOWN = Value()


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=timezone.get_current_timezone())


def whole(year: SchoolYear, today: date) -> Window:
    """All of a year, as it may be counted on that day."""
    first, after = _midnight(year.starts_on), _midnight(year.next.starts_on)
    return Window.of(year, first, after, year.ends_on, is_now=today <= year.ends_on + STILL_THE_SAME)


def until(year: SchoolYear, moment: datetime, *, is_now: bool) -> Window:
    """A year from its first day to a moment."""
    first, day = _midnight(year.starts_on), timezone.localdate(moment)
    return Window.of(year, first, moment, day, is_now=is_now)


def values_of(school: School, figures: Sequence[Figure], windows: Sequence[Window]) -> dict[str, list[Value]]:
    """Each figure in each window, by its code; one query for all of them."""
    pairs = [
        (figure, rank) for figure in figures for rank, window in enumerate(windows) if figure.can_tell(window)
    ]
    coded = tuple((figure.code, rank) for figure, rank in pairs)
    answers = iter(_answers.first(school.pk, *windows, coded=coded) if coded else ())
    values = {(figure.code, rank): _value(figure, windows[rank], answers) for figure, rank in pairs}
    every = range(len(windows))
    return {figure.code: [values.get((figure.code, rank), NOT_KNOWN) for rank in every] for figure in figures}


@prepared
def _answers(school_id: int, *windows: Window, coded: tuple[tuple[str, int], ...]) -> QuerySet:
    """The answers in a row: of each figure of `coded`, by its code, in the window of that rank."""
    figures: dict[str, Figure] = {figure.code: figure for figure in registered(FIGURES)}
    questions = [each for code, rank in coded for each in figures[code].questions(school_id, windows[rank])]
    columns = {
        f"answer_{number}": Subquery(question.value_row()) for number, question in enumerate(questions)
    }
    return School.objects.filter(pk=school_id).annotate(**columns).values_list(*columns)


def _value(figure: Figure, window: Window, answers: Iterator[Any]) -> Value:
    """No row: zero of them, but no delay; and of what stood in another year, nothing is known."""
    number = next(answers)
    if not figure.is_duration:
        is_unknown = figure.is_state and not window.is_now and not number
        return NOT_KNOWN if is_unknown else Value(number or 0, number or 0)
    basis = next(answers)
    return NOT_KNOWN if number is None else Value(number / AN_HOUR, basis)


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
class FiguresPage:
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

    def lines(self) -> Iterable[list[str]]:
        """The same as a table that leaves Fanal."""
        for row in self.rows:
            yield [
                row.label,
                row.now,
                *([row.same_date] if self.same_day else []),
                row.before,
                row.difference,
            ]


def page_of(school: School, year: SchoolYear, *, now: datetime, today: date) -> FiguresPage:
    """The figures of `year` against the year before; two queries."""
    figures: list[Figure] = registered(FIGURES)
    is_over, before = year < year_of(today), year.previous
    day = None if is_over else same_day(today, before.first)
    windows = [
        whole(year, today) if is_over else until(year, now, is_now=True),
        whole(before, today) if day is None else until(before, _at(day, now), is_now=False),
        whole(before, today),
    ]
    values, kept = values_of(school, figures, windows), kept_figures(school, [year, before])
    rows, earlier = [], []
    for figure in figures:
        current, same, last = values[figure.code]
        if is_over:
            current = kept.get((year.label, figure.code), current)
        last = kept.get((before.label, figure.code), last)
        compared = last if is_over or figure.is_state else same
        rows.append(_row(school, year, figure, (current, same, last, compared)))
        earlier.append(last)
    return FiguresPage(year, rows, day, is_first=not any(value.number for value in earlier))


def _at(day: date, now: datetime) -> datetime:
    return datetime.combine(day, timezone.localtime(now).time(), tzinfo=timezone.get_current_timezone())


def _row(
    school: School, year: SchoolYear, figure: Figure, values: tuple[Value, Value, Value, Value]
) -> FigureRow:
    current, same, last, compared = values
    kind = {"is_duration": figure.is_duration}
    return FigureRow(
        figure.label,
        value_in_words(current, **kind),
        "" if figure.is_state else value_in_words(same, **kind),
        value_in_words(last, **kind),
        difference(current, compared, is_state=figure.is_state, **kind),
        figure.url(school, year) if figure.url else "",
    )
