"""One measure (house, third edition, § 5): each says what it counts, once, over days that are behind."""

from collections import Counter
from datetime import date

import pytest

from fanal.core.registry import registered
from fanal.measures.reading.measures import MEASURES
from fanal.year.rules.periods import MeasurePeriod, PeriodKind
from fanal.year.rules.years import SchoolYear

pytestmark = pytest.mark.clock(date(2026, 12, 2))
LAST_YEAR = MeasurePeriod(SchoolYear(2025), PeriodKind.YEAR)


def test_each_measure_says_in_a_sentence_what_it_counts():
    measures = registered(MEASURES)
    assert len(measures) >= 16
    assert [one.code for one in measures if not one.definition.endswith(".")] == []
    repeated = Counter(word for one in measures for word in (one.code, one.label, one.definition))
    assert [word for word, count in repeated.items() if count > 1] == []


def test_a_period_that_is_cut_ends_on_that_day():
    """« The same date last year »: the whole day is counted, and nothing after it."""
    cut = LAST_YEAR.cut_on(date(2025, 12, 2))
    assert (cut.starts_on, cut.ends_on, cut.counted_until) == (
        LAST_YEAR.starts_on,
        date(2025, 12, 2),
        date(2025, 12, 2),
    )
    assert (cut, cut.code, cut.label) == (LAST_YEAR, LAST_YEAR.code, LAST_YEAR.label)
    assert LAST_YEAR.cut_on(date(2026, 12, 2)).ends_on == LAST_YEAR.ends_on
