"""Each indicator of the catalogue, on a case computed by hand, and where its formula cannot be computed.

The codes are those of `docs/domain/indicators.md`, « Catalogue ».
"""

from decimal import Decimal

import pytest

from fanal.indicators.rules.catalogue import CATALOGUE
from fanal.indicators.rules.definition import Direction
from fanal.indicators.rules.figure import KeptFigure, shown, typed_refusals, value_of

# Code, both sides, the value by hand, as a page says it.
BY_HAND = (
    ("EQ1", 203, 600, "33.8333", "33,8"),
    ("EQ2", 600, 200, "3", "3"),
    ("EQ3", 150, 600, "25", "25"),
    ("EQ4", 84, 200, "42", "42 %"),
    ("EQ5", 34, 200, "17", "17 %"),
    ("EQ6", 3, 600, "5", "5"),
    ("EQ7", 24, 600, "40", "40"),
    ("EQ8", 7, 600, "11.6667", "11,7"),
    ("EQ9", 46, 50, "92", "92 %"),
    ("EQ10", 39_900, 40_000, "99.75", "99,8 %"),
    ("NET1", "94.6", None, "94.6", "94,6 Mbit/s"),
    ("NET2", 300, 600, "500", "500 kbit/s"),
    ("NET3", 35, 50, "70", "70 %"),
    ("TK1", 48, 200, "24", "24"),
    ("TK2", "3.25", None, "3.25", "3,3 h ouvrées"),
    ("TK3", "11.5", None, "11.5", "11,5 h ouvrées"),
    ("TK4", 45, 60, "75", "75 %"),
    ("TK5", 51, 60, "85", "85 %"),
    ("TK6", 3, 60, "5", "5 %"),
    ("BK1", 120, 480, "25", "25 %"),
    ("BK2", 6, 120, "5", "5 %"),
    ("LN1", 27, 30, "90", "90 %"),
    ("ENT1E", 420, 600, "70", "70 %"),
    ("ENT1P", 45, 60, "75", "75 %"),
    ("ENT1R", 300, 1_200, "25", "25 %"),
    ("ENT2", 6_300, 420, "15", "15"),
    ("EC1", 900, 1_200, "75", "75 %"),
    ("GAR1", 250, 1_000, "25", "25 %"),
    ("PIX1", 119, 140, "85", "85 %"),
    ("PIX2", 42_000, 140, "300", "300 pix"),
    ("PIX3", 108, 144, "75", "75 %"),
    ("PIX4", 60, 150, "40", "40 %"),
    ("FO1", 12, 48, "25", "25 %"),
    ("FO2", 216, 48, "4.5", "4,5 h"),
    ("FO3", 9, 12, "75", "75 %"),
    ("US1", 24, 40, "60", "60 %"),
    ("US2", 6, None, "6", "6"),
    ("VE1", 2, None, "2", "2"),
    ("GOV1", 1, 1, "100", "100 %"),
    ("GOV2", 7, 10, "70", "70 %"),
    ("RG1", 12, 14, "85.7143", "85,7 %"),
    ("RG2", 9, 10, "90", "90 %"),
    ("SEC1", 6, 8, "75", "75 %"),
    ("BU1", "12480.50", None, "12480.5", "12 481 €"),
)
CODES = [case[0] for case in BY_HAND]


def sides(above, below) -> tuple[Decimal, Decimal | None]:
    return Decimal(above), None if below is None else Decimal(below)


def people_of(code, below):
    definition = CATALOGUE[code]
    return below if definition.counts_people or definition.is_of_people else None


def said(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def test_every_indicator_of_the_catalogue_has_a_case():
    assert sorted(CODES) == sorted(CATALOGUE)
    assert len(CATALOGUE) == 44


@pytest.mark.parametrize(("code", "above", "below", "value", "words"), BY_HAND, ids=CODES)
def test_the_formula_by_hand(code, above, below, value, words):
    numerator, denominator = sides(above, below)
    definition = CATALOGUE[code]
    figure = KeptFigure(numerator, denominator, people_of(code, below), definition.counts_people)
    computed, reason = value_of(definition, figure)
    assert not reason
    assert computed.quantize(Decimal("0.0001")) == Decimal(value)
    assert said(shown(definition, figure, 5).text) == words
    assert not typed_refusals(definition, numerator, denominator)


@pytest.mark.parametrize("code", [code for code, _, below, *_ in BY_HAND if below is not None])
def test_a_denominator_that_is_zero_or_missing_is_never_divided_by(code):
    """« Non calculable », with its reason."""
    definition = CATALOGUE[code]
    for denominator in (Decimal(0), None):
        people = people_of(code, 0 if denominator is not None else None)
        figure = shown(definition, KeptFigure(Decimal(3), denominator, people, definition.counts_people), 5)
        assert figure.text == "non calculable"
        assert figure.value is None
        assert definition.denominator in figure.reason


@pytest.mark.parametrize("code", CODES)
def test_a_numerator_that_is_missing_says_so(code):
    definition = CATALOGUE[code]
    figure = shown(definition, KeptFigure(None, Decimal(10)), 5)
    assert (figure.text, figure.value) == ("non calculable", None)
    assert definition.numerator in figure.reason
    assert typed_refusals(definition, None, Decimal(10))


@pytest.mark.parametrize("code", CODES)
def test_nothing_counted_is_zero_and_not_missing(code):
    definition = CATALOGUE[code]
    below = Decimal(20) if definition.has_denominator else None
    figure = KeptFigure(Decimal(0), below, people_of(code, 20), definition.counts_people)
    assert shown(definition, figure, 5).value == 0
    assert not typed_refusals(definition, Decimal(0), below)


@pytest.mark.parametrize("code", [code for code in CODES if CATALOGUE[code].unit == "%"])
def test_a_share_of_more_than_all_is_refused(code):
    assert typed_refusals(CATALOGUE[code], Decimal(21), Decimal(20))


@pytest.mark.parametrize("code", [code for code in CODES if CATALOGUE[code].has_denominator])
def test_a_rate_without_its_denominator_is_refused(code):
    """Nobody types a percentage alone."""
    assert typed_refusals(CATALOGUE[code], Decimal(60), None)


@pytest.mark.parametrize("code", [code for code in CODES if people_of(code, 1)])
def test_a_group_of_four_is_not_shown_nor_a_part_of_four(code):
    """A survey of four people; four people out of forty where the numerator counts people."""
    definition = CATALOGUE[code]
    four = shown(definition, KeptFigure(Decimal(2), Decimal(4), 4, definition.counts_people), 5)
    assert (four.text, four.value, four.detail) == ("non montré", None, "")
    if definition.counts_people:
        few = shown(definition, KeptFigure(Decimal(4), Decimal(40), 40, counts_people=True), 5)
        assert (few.value, said(few.text)) == (None, "moins de 12,5 %")
        most = shown(definition, KeptFigure(Decimal(36), Decimal(40), 40, counts_people=True), 5)
        assert (most.value, said(most.text)) == (None, "plus de 87,5 %")


@pytest.mark.parametrize("code", CODES)
def test_each_definition_says_where_it_comes_from_and_who_follows_it(code):
    definition = CATALOGUE[code]
    assert definition.name
    assert definition.formula
    assert definition.owner
    assert definition.version >= 1
    assert definition.direction in Direction
    for reference in definition.references:
        assert reference.words
        assert reference.year
