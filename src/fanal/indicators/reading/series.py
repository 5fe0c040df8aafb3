"""The indicators of a school with their values, as pages say them: one question for all the values."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cached_property

from fanal.accounts.models import School
from fanal.accounts.models.member import Member
from fanal.indicators.models import DelayAgreement, Indicator, IndicatorValue, ValueSource
from fanal.indicators.rules import series
from fanal.indicators.rules.catalogue import CATALOGUE
from fanal.indicators.rules.definition import IndicatorDefinition
from fanal.indicators.rules.figure import ShownFigure, gap_words, value_words
from fanal.indicators.rules.goals import progress, state_of
from fanal.indicators.rules.reading_time import (
    TOO_EARLY,
    TOO_EARLY_REASON,
    can_be_read,
    gap_since,
)
from fanal.indicators.rules.series import Point
from fanal.year.rules.periods import MeasurePeriod, period_of

ORDER = {code: rank for rank, code in enumerate(CATALOGUE)}
WITHHELD = "Un seul référent répond : ce délai n’entre dans aucun rapport sans son accord."


@dataclass(frozen=True)
class IndicatorLine:
    """One indicator, what it is worth now, and beside it the same moment of the year before.

    `withheld`: the periods whose value is the work of one person, who did not agree that it leaves this page.
    """

    indicator: Indicator
    points: list[Point]
    values: dict[str, IndicatorValue]
    today: date
    withheld: frozenset[str] = frozenset()

    @property
    def is_withheld(self) -> bool:
        return self.last is not None and self.last.period.code in self.withheld

    def until(self, day: date) -> "IndicatorLine":
        """The same, as if nothing had been measured of what begins after this day."""
        points = [point for point in self.points if point.period.starts_on <= day]
        return replace(self, points=points)

    @property
    def definition(self) -> IndicatorDefinition:
        return self.indicator.definition

    @cached_property
    def last(self) -> Point | None:
        """The latest value that can be read: of what runs, or of the last period that is over."""
        return next((point for point in reversed(self.points) if self._can_be_read(point)), None)

    def _can_be_read(self, point: Point) -> bool:
        is_counted = self.values[point.period.code].source == ValueSource.COMPUTED
        return can_be_read(self.definition, point.period, self.today, is_counted=is_counted)

    @property
    def current(self) -> MeasurePeriod:
        """The period that runs."""
        return period_of(self.today, self.indicator.kind)

    @cached_property
    def running(self) -> Point | None:
        """What is counted so far of the period that runs, where it is too early to read it."""
        point = self.points[-1] if self.points else None
        return None if point is None or self._can_be_read(point) else point

    @property
    def running_value(self) -> IndicatorValue | None:
        return self.values.get(self.running.period.code) if self.running else None

    @cached_property
    def figure(self) -> ShownFigure:
        if self.last is not None:
            return self.last.figure
        return (
            ShownFigure(None, TOO_EARLY, reason=TOO_EARLY_REASON) if self.points else ShownFigure(None, "–")
        )

    @property
    def last_value(self) -> IndicatorValue | None:
        return self.values.get(self.last.period.code) if self.last else None

    @property
    def is_running(self) -> bool:
        """Its period is not over: the value still changes."""
        return self.last is not None and not self.last.period.is_over(self.today)

    @cached_property
    def before(self) -> Point | None:
        return series.before(self.points, self.last.period) if self.last else None

    @property
    def gap(self) -> str:
        """Say nothing beside a delay that one person alone answers for: the difference would say it.

        What was counted of a part of a period stands beside no whole one.
        """
        if self.is_running and not self.definition.is_state:
            return ""
        before = None if self.is_withheld else self.before
        if before is not None and before.period.code in self.withheld:
            return ""
        return gap_words(self.figure, before.figure if before else None, self.definition.unit)

    @property
    def gap_since(self) -> str:
        """« sur un an », « depuis fin août 2026 »; empty without a difference."""
        return gap_since(self.last.period, self.today) if self.gap and self.last else ""

    @property
    def since_start(self) -> str:
        """« +12 points depuis 2022-2023 », after the last break."""
        first = series.since_start(self.points, self.last.period) if self.last else None
        if self.is_running and not self.definition.is_state:
            return ""
        if first is None or first == self.before or self.withheld & {first.period.code}:
            return ""
        words = gap_words(self.figure, first.figure, self.definition.unit)
        return f"{words} depuis {first.period.label}" if words else ""

    @property
    def state(self) -> tuple[str, str]:
        return state_of(self.definition, self.indicator.goals, self.figure.value, is_over=not self.is_running)

    @property
    def progress(self) -> int | None:
        return progress(self.indicator.goals, self.figure.value)

    @property
    def baseline_words(self) -> str:
        return self._goal_words(self.indicator.baseline)

    @property
    def target_words(self) -> str:
        return self._goal_words(self.indicator.target)

    @property
    def alert_words(self) -> str:
        return self._goal_words(self.indicator.alert)

    def _goal_words(self, goal: Decimal | None) -> str:
        return "" if goal is None else value_words(goal, self.definition.unit)

    @property
    def breaks(self) -> list[int]:
        return series.breaks(self.points)


def lines_of(member: Member, today: date) -> list[IndicatorLine]:
    """What the school follows, in the order of the catalogue. Three questions, however many there are."""
    followed = Indicator.objects.visible_to(member).followed()
    return _lines(member.school, followed, today)


def lines_of_school(school: School, today: date) -> list[IndicatorLine]:
    """The same for what nobody reads on a page: a report, made by a job."""
    return _lines(school, Indicator.objects.for_school(school).followed(), today)


def _lines(school: School, followed: Iterable[Indicator], today: date) -> list[IndicatorLine]:
    indicators = sorted(followed, key=lambda one: ORDER.get(one.code, len(ORDER) + one.pk))
    values = IndicatorValue.objects.for_school(school).filter(indicator__in=[one.pk for one in indicators])
    agreed, by_indicator = agreed_on_delays(school), defaultdict[int, list[IndicatorValue]](list)
    for value in values.in_time():
        by_indicator[value.indicator_id].append(value)
    smallest = school.smallest_group
    return [line_of(one, by_indicator[one.pk], smallest, agreed, today) for one in indicators]


def one_line(member: Member, indicator: Indicator, today: date) -> IndicatorLine:
    """One indicator with its values. Two questions."""
    values = IndicatorValue.objects.visible_to(member).filter(indicator=indicator).in_time()
    school = member.school
    return line_of(indicator, list(values), school.smallest_group, agreed_on_delays(school), today)


def agreed_on_delays(school: School) -> set[int]:
    """Ids of those who let their delays leave the page."""
    return set(DelayAgreement.objects.for_school(school).values_list("person_id", flat=True))


def line_of(
    indicator: Indicator, values: Iterable[IndicatorValue], smallest: int, agreed: set[int], today: date
) -> IndicatorLine:
    """`values`: all of it, in time. Those of another frequency stay aside, they compare with nothing."""
    definition, kept = indicator.definition, {value.period: value for value in values}
    for value in kept.values():
        value.indicator = indicator
    points = [
        Point(value.moment, value.figure, value.version, definition, smallest) for value in kept.values()
    ]
    points = series.in_order(points, period_of(today, indicator.kind))
    withheld = {value.period for value in kept.values() if value.is_of_one and value.whose_id not in agreed}
    return IndicatorLine(indicator, points, kept, today, frozenset(withheld))
