"""The page of the rollover: what becomes of everything, what was looked at, what the calendar says of it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q

from fanal.accounts.models import School
from fanal.accounts.reading.rollover import YEAR_ROLLOVER, Fate, RolloverItem
from fanal.agenda.models import RolloverStep, YearTask
from fanal.agenda.rules.rollover import (
    AFTER,
    BEFORE,
    TASKS_OF_ENDING,
    TASKS_OF_OPENING,
    Rollover,
    RolloverTask,
)
from fanal.core.http.addresses import address
from fanal.core.registry import registered
from fanal.core.text.french import counted
from fanal.measures.reading.combined_counts import combined_counts

TITLES = {
    Fate.CLOSED: ("À regarder, à fermer", "Un regard humain : Fanal ne ferme rien de lui-même."),
    Fate.RENEWED: ("Renouvelé", "Reprend l’an prochain, à l’ouverture ou quand les fichiers arrivent."),
    Fate.KEPT: ("Gardé", "Reste comme c’est, sans rien faire."),
    Fate.ARCHIVED: ("Archivé", "Se lit toujours : l’année se choisit en haut de la page."),
}


@dataclass(frozen=True)
class RolloverRow:
    """One line as it is read; `is_waiting`: nobody can tell yet."""

    words: str
    detail: str
    url: str
    is_waiting: bool = False


@dataclass(frozen=True)
class FateGroup:
    """All that shares one fate. `code` is that of the fate."""

    code: str
    title: str
    says: str
    lines: list[RolloverRow] = field(default_factory=list)


def groups_of(school: School, rollover: Rollover) -> list[FateGroup]:
    """Sort the lines of every app by fate, counted in one query; what there is none of is not told."""
    lines = _lines(school, rollover)
    questions = [rows for line in lines for rows in (line.rows, line.needs) if rows is not None]
    numbers = iter(combined_counts(questions))
    groups = {fate: FateGroup(fate.value, *words) for fate, words in TITLES.items()}
    for line in lines:
        number = next(numbers)
        has_needs = line.needs is None or bool(next(numbers))
        row = _row(line, number, has_needs, school.uai)
        if row is not None:
            groups[line.fate].lines.append(row)
    return list(groups.values())


def _lines(school: School, rollover: Rollover) -> list[RolloverItem]:
    return [
        line for make in registered(YEAR_ROLLOVER) for line in make(school, rollover.ending, rollover.opening)
    ]


def line_named(school: School, rollover: Rollover, code: str) -> RolloverItem | None:
    """Find the line of this code, among those that have rows of their own to show."""
    return next((line for line in _lines(school, rollover) if line.each and line.code == code), None)


def _row(line: RolloverItem, number: int, has_needs: bool, uai: str) -> RolloverRow | None:
    if not has_needs:
        return RolloverRow(line.otherwise, "", line.url, is_waiting=True)
    url = address("agenda:switch_line", uai, line.code) if line.each else line.url
    return RolloverRow(counted(number, line.one, line.many), line.detail, url) if number else None


@dataclass(frozen=True)
class StepRow:
    """A step, and who ticked it when, if somebody did."""

    step: RolloverTask
    url: str
    done: RolloverStep | None


@dataclass(frozen=True)
class RolloverSteps:
    """The steps before the opening, and those after it."""

    before: list[StepRow]
    after: list[StepRow]

    @property
    def left(self) -> int:
        """Count the steps before the opening that nobody has ticked."""
        return sum(row.done is None for row in self.before)


def steps_of(school: School, rollover: Rollover) -> RolloverSteps:
    """Give each step with who ticked it; one query."""
    rows = RolloverStep.objects.for_school(school).filter(school_year=rollover.opening.label)
    done = {row.code: row for row in rows.select_related("done_by")}

    def step_rows(steps: Iterable[RolloverTask]) -> list[StepRow]:
        return [StepRow(step, address(step.page, school.uai), done.get(step.code)) for step in steps]

    return RolloverSteps(step_rows(BEFORE), step_rows(AFTER))


def tasks_of(school: School, rollover: Rollover, today: date) -> list[YearTask]:
    """List what the calendar holds for the rollover, by day; one query."""
    ending = Q(school_year=rollover.ending.label, template__code__in=TASKS_OF_ENDING)
    opening = Q(school_year=rollover.opening.label, template__code__in=TASKS_OF_OPENING)
    rows = YearTask.objects.for_school(school).filter(ending | opening).select_related("person")
    tasks = list(rows.by_day())
    for task in tasks:
        task.late = task.is_late(today)
    return tasks
