"""What a file says of its period, of its school and of its numbers, as spreadsheets and people write them."""

from datetime import date
from decimal import Decimal

import pytest

from fanal.indicators.forms.indicator import CountField
from fanal.indicators.rules.imported import name_refusals, number_of, period_of_words

TODAY = date(2026, 11, 26)
pytestmark = pytest.mark.clock(TODAY)
WRITTEN = (
    ("2025-2026", "2025-2026"),
    ("2025/2026", "2025-2026"),
    ("2025-26", "2025-2026"),
    ("1er trimestre 2026/27", "1er trimestre 2026-2027"),
    ("novembre 2026", "novembre 2026"),
    ("Nov. 2026", "novembre 2026"),
    ("nov-26", "novembre 2026"),
    ("01/11/2026", "novembre 2026"),
    ("2026-11-01 00:00:00", "novembre 2026"),
)


@pytest.mark.parametrize(("words", "label"), WRITTEN)
def test_a_period_is_read_as_a_spreadsheet_turns_it(words, label):
    assert period_of_words(words, TODAY).label == label


@pytest.mark.parametrize("words", ["", "03/11/2026", "ju-26", "31/06/2026", "2026", "trimestre", "nov-99"])
def test_what_is_no_period_is_none(words):
    """« ju » may be June or July."""
    assert period_of_words(words, TODAY) is None


@pytest.mark.parametrize(
    ("theirs", "own"),
    [
        ("Clg Jacques Prévert", "Collège Jacques-Prévert"),
        ("J. Prévert", "Collège Jacques-Prévert"),
        ("MARIE CURIE", "Lycée Pierre et Marie Curie"),
        ("Saint-Exupéry", "Collège Antoine de Saint-Exupéry"),
    ],
)
def test_a_school_is_known_by_its_own_words(theirs, own):
    assert not name_refusals({theirs}, own)


@pytest.mark.parametrize(
    ("theirs", "own"),
    [("Simone Signoret", "Collège Simone-Veil"), ("Jean Jaurès", "Lycée Jean Moulin")],
)
def test_a_first_name_shared_is_no_school(theirs, own):
    assert name_refusals({theirs}, own)


@pytest.mark.parametrize(
    ("cell", "number"),
    [("1 250,5", "1250.5"), ("0,33333", "0.3333"), ("12 000,00000", "12000"), ("108", "108")],
)
def test_a_number_is_kept_to_four_decimals(cell, number):
    assert number_of(cell) == Decimal(number)
    assert number_of("1e400") is None


@pytest.mark.parametrize("typed", ["1 234,5", "1\u00a0234,5", "1\u202f234,5", "1234,5"])
def test_thousands_are_typed_as_people_write_them(typed):
    assert CountField().clean(typed) == Decimal("1234.5")
