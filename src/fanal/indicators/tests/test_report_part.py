"""What the indicators say to a report of a year beside the year before."""

from datetime import date

import pytest

from fanal.core.tenancy import scope
from fanal.core.testing import words_of
from fanal.indicators.contributions.report_blocks import compose
from fanal.indicators.tests.conftest import TODAY, term, typed
from fanal.year.rules.periods import MeasurePeriod, PeriodKind
from fanal.year.rules.years import SchoolYear

pytestmark = pytest.mark.clock(TODAY)


def sentences(school, first: int, today: date) -> list[str]:
    block = compose(school, MeasurePeriod(SchoolYear(first), PeriodKind.YEAR), today)
    return [words_of(sentence.text) for sentence in block.sentences] if block else []


def test_a_part_of_the_year_that_is_over_is_said_beside_that_of_the_year_before(school, followed, boss):
    """The guide promised the difference over a year; a value of a term was said without it."""
    with scope(school):
        for first, above in ((2024, 60), (2025, 70)):
            typed(followed["PIX3"], term(2, first), above, 100, boss)
        said = "Attestation de 6e, 3e trimestre 2025-2026 : 70 %, +10 points sur un an."
        assert said in sentences(school, 2025, TODAY)
        typed(followed["PIX3"], term(0, 2025), 50, 100, boss)
        typed(followed["PIX3"], term(0), 75, 100, boss)
        running = [text for text in sentences(school, 2026, date(2026, 11, 27)) if "sur un an" in text]
        assert running == [], "the first term still runs"
        over = sentences(school, 2026, date(2026, 12, 2))
        assert "Attestation de 6e, 1er trimestre 2026-2027 : 75 %, +25 points sur un an." in over
