"""The indicators of a school with their values, as pages say them: one question for all the values."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from fanal.accounts.models import School
from fanal.accounts.models.member import Member
from fanal.accounts.rules.periods import period_of
from fanal.indicators.models import DelayAgreement, Indicator, IndicatorValue
from fanal.indicators.rules import series
from fanal.indicators.rules.catalogue import CATALOGUE
from fanal.indicators.rules.definition import IndicatorDefinition
from fanal.indicators.rules.figure import ShownFigure, gap_words, shown, value_words
from fanal.indicators.rules.goals import progress, state_of
from fanal.indicators.rules.series import Point

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

    @property
    def last(self) -> Point | None:
        """The latest value, of this period or of the last one that has one."""
        return self.points[-1] if self.points else None

    @property
    def figure(self) -> ShownFigure:
        return self.last.figure if self.last else ShownFigure(None, "–")

    @property
    def last_value(self) -> IndicatorValue | None:
        return self.values.get(self.last.period.code) if self.last else None

    @property
    def is_running(self) -> bool:
        """Its period is not over: the value still grows."""
        return self.last is not None and self.today <= self.last.period.ends_on

    @property
    def before(self) -> Point | None:
        return series.before(self.points, self.last.period) if self.last else None

    @property
    def gap(self) -> str:
        """None beside a delay that one person alone answers for: the difference would say it."""
        before = None if self.is_withheld else self.before
        if before is not None and before.period.code in self.withheld:
            return ""
        return gap_words(self.figure, before.figure if before else None, self.definition.unit)

    @property
    def since_start(self) -> str:
        """« +12 points depuis 2022-2023 », after the last break."""
        first = series.since_start(self.points, self.last.period) if self.last else None
        if first is None or first == self.before or self.withheld & {first.period.code}:
            return ""
        words = gap_words(self.figure, first.figure, self.definition.unit)
        return f"{words} depuis {first.period.label}" if words else ""

    @property
    def state(self) -> tuple[str, str]:
        return state_of(self.definition, self.indicator.goals, self.figure.value)

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
    indicators = sorted(followed, key=lambda indicator: ORDER[indicator.code])
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
    points = [
        Point(value.moment, shown(definition, value.figure, smallest), value.version)
        for value in kept.values()
    ]
    points = series.in_order(points, period_of(today, indicator.kind))
    withheld = {value.period for value in kept.values() if value.is_of_one and value.whose_id not in agreed}
    return IndicatorLine(indicator, points, kept, today, frozenset(withheld))
