"""Which indicators does Fanal count by itself? Those that rooms offer, and two of their measures divided."""

from dataclasses import replace

from fanal.accounts.models import School
from fanal.core.registry import registered
from fanal.indicators.models import Indicator
from fanal.measures.reading.indicators import INDICATOR_SOURCE, IndicatorMeasure, IndicatorSource
from fanal.measures.reading.measures import MEASURES, Measure
from fanal.measures.reading.shares import share
from fanal.year.rules.periods import MeasurePeriod


def sources() -> dict[str, IndicatorSource]:
    """The first one offered for each code."""
    offered: dict[str, IndicatorSource] = {}
    for source in registered(INDICATOR_SOURCE):
        offered.setdefault(source.code, source)
    return offered


def source_for(indicator: Indicator) -> IndicatorSource | None:
    """How Fanal counts this one; None where its values are typed."""
    return _own_source(indicator) if indicator.is_own else sources().get(indicator.code)


def counted_measures() -> dict[str, Measure]:
    """The measures that an indicator of the school may divide, by code: all but delays."""
    return {measure.code: measure for measure in registered(MEASURES) if not measure.is_duration}


def _own_source(indicator: Indicator) -> IndicatorSource | None:
    """None where values are typed, or where no room counts that any more."""
    measures = counted_measures()
    part, whole = measures.get(indicator.part), measures.get(indicator.whole)
    if part is None or (indicator.whole and whole is None):
        return None
    source = share(indicator.code, part, whole)

    def measure(school: School, period: MeasurePeriod) -> IndicatorMeasure:
        counted = source.measure(school, period)
        sides = ((part, counted.numerator), (whole, counted.denominator))
        people = [int(side or 0) for one, side in sides if one is not None and one.is_of_people]
        return replace(counted, people=min(people, default=None))

    return replace(source, measure=measure)
