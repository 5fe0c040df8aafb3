from datetime import date

import pytest

from fanal.core.text.french import (
    agrees,
    counted,
    day_in_words,
    full_day,
    of_the,
    the,
    the_school,
    to_the,
)
from fanal.core.text.money import euros
from fanal.core.text.words import fold, of

pytestmark = pytest.mark.clock(date(2026, 11, 25))
TODAY = date(2026, 11, 25)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        pytest.param("Écran", "ecran", id="accents fall"),
        pytest.param("L’ŒIL", "l'oeil", id="ligature and typographic apostrophe"),
    ],
)
def test_words_compare_without_accents(text: str, folded: str) -> None:
    assert fold(text) == folded


@pytest.mark.parametrize(
    ("day", "words"),
    [
        pytest.param(date(2026, 11, 13), "13 novembre", id="this year goes without saying"),
        pytest.param(date(2027, 2, 1), "1er février 2027", id="first of the month, other year"),
    ],
)
def test_a_day_in_words(day: date, words: str) -> None:
    assert day_in_words(day, today=TODAY) == words


def test_a_full_day_names_its_year_whenever_it_is_read() -> None:
    assert full_day(date(2026, 5, 1)) == "1er mai 2026"


@pytest.mark.parametrize(
    ("number", "words"),
    [(0, "0 jour ouvré"), (1, "1 jour ouvré"), (2, "2 jours ouvrés"), (11, "11 jours ouvrés")],
)
def test_french_plural_starts_at_two(number: int, words: str) -> None:
    assert counted(number, "jour ouvré") == words


@pytest.mark.parametrize(
    ("noun", "feminine", "forms"),
    [
        pytest.param("Département", False, ("le Département", "du Département", "au Département"), id="le"),
        pytest.param("Région", True, ("la Région", "de la Région", "à la Région"), id="la"),
        pytest.param("OGEC", False, ("l’OGEC", "de l’OGEC", "à l’OGEC"), id="elided masculine"),
        pytest.param("Académie", True, ("l’Académie", "de l’Académie", "à l’Académie"), id="elided feminine"),
    ],
)
def test_articles_are_contracted_and_elided(noun: str, feminine: bool, forms: tuple[str, str, str]) -> None:
    assert tuple(write(noun, feminine=feminine) for write in (the, of_the, to_the)) == forms


@pytest.mark.parametrize(
    ("cents", "written"),
    [
        pytest.param(0, "0,00\xa0€", id="zero"),
        pytest.param(5, "0,05\xa0€", id="five cents"),
        pytest.param(125_000, "1\u202f250,00\xa0€", id="a full rate"),
        pytest.param(123_456_789, "1\u202f234\u202f567,89\xa0€", id="a fleet"),
        pytest.param(-1_250, "−12,50\xa0€", id="a refund"),
    ],
)
def test_an_amount_is_written_in_french(cents: int, written: str) -> None:
    assert euros(cents) == written


@pytest.mark.parametrize(
    ("number", "words"),
    [(0, "0 élève"), (1, "1 élève"), (2, "2 élèves"), (-1, "-1 élève"), (-3, "-3 élèves")],
)
def test_nought_and_one_are_singular_in_french(number, words):
    """verified.md § 4: « 1 élèves »."""
    assert counted(number, "élève") == words


@pytest.mark.parametrize(
    ("number", "form"), [(0, "est"), (0.5, "est"), (1.5, "est"), (2, "sont"), (-2, "sont")]
)
def test_a_verb_agrees_with_its_number(number, form):
    """verified.md § 4: « 0,5 IMP sont déjà proposés », « 2 IMP ne se partage pas »."""
    assert agrees(number, "est", "sont") == form


@pytest.mark.parametrize(("name", "words"), [("Éléa", "d’Éléa"), ("Pronote", "de Pronote"), ("ENT", "d’ENT")])
def test_of_is_elided_before_a_vowel(name, words):
    """verified.md § 4: « Comptes de ENT »."""
    assert of(name) == words


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Collège Simone-Veil", "le collège Simone-Veil"),
        ("École Jean-Macé", "l’école Jean-Macé"),
        ("Cité scolaire du Parc", "la cité scolaire du Parc"),
        ("Saint-Joseph", "Saint-Joseph"),
        ("", ""),
    ],
)
def test_a_school_has_its_article_where_its_name_says_what_it_is(name, said):
    assert the_school(name) == said
