"""The values of an indicator one after the other: which may be joined, and where the series breaks. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from fanal.indicators.rules.definition import IndicatorDefinition
from fanal.indicators.rules.figure import KeptFigure, ShownFigure, shown
from fanal.year.rules.periods import MeasurePeriod


@dataclass(frozen=True)
class Point:
    """One value of a series. `sides`: of its formula; `version`: that of the definition it was counted with.

    `smallest`: of how many people the smallest group is that the school shows.
    """

    period: MeasurePeriod
    sides: KeptFigure
    version: str
    definition: IndicatorDefinition
    smallest: int

    @cached_property
    def figure(self) -> ShownFigure:
        """What a page says of it; put in words when it is asked for: of a long series, few are."""
        return shown(self.definition, self.sides, self.smallest)


def in_order(points: Sequence[Point], like: MeasurePeriod) -> list[Point]:
    """Those of the same length as a period, the first one first: a term never stands beside a year."""
    return sorted((point for point in points if point.period.kind is like.kind), key=_moment)


def _moment(point: Point) -> MeasurePeriod:
    return point.period


def breaks(points: Sequence[Point]) -> list[int]:
    """The ranks of the values that were counted with another definition than the one before them."""
    return [rank for rank in range(1, len(points)) if points[rank].version != points[rank - 1].version]


def before(points: Sequence[Point], period: MeasurePeriod) -> Point | None:
    """The same moment of the year before, counted in the same way; else nothing is compared."""
    version = next((point.version for point in points if point.period == period), None)
    return next(
        (point for point in points if point.period == period.same_last_year and point.version == version),
        None,
    )


def since_start(points: Sequence[Point], period: MeasurePeriod) -> Point | None:
    """The first value of the same moment of the year, after the last break."""
    ranked = [point for point in points if point.period <= period]
    version = ranked[-1].version if ranked else ""
    joined: list[Point] = []
    for point in reversed(ranked):
        if point.version != version:
            break
        joined.append(point)
    same = [point for point in joined if point.period.rank == period.rank and point.period != period]
    return same[-1] if same else None
