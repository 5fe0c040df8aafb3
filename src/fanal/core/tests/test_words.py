"""What French writes on every page: the first of a month, an elided « de »."""

from datetime import UTC, date, datetime

import pytest

from fanal.core.templatetags.fanal import day_words
from fanal.core.text.words import of

pytestmark = pytest.mark.clock("2026-11-26 09:00+01:00")


@pytest.mark.parametrize(
    ("day", "shape", "words"),
    [
        (date(2026, 9, 1), "j F Y", "1er septembre 2026"),
        (date(2026, 9, 11), "j F Y", "11 septembre 2026"),
        (date(2026, 12, 1), "j F", "1er décembre"),
        (date(2027, 9, 1), "l j F Y", "mercredi 1er septembre 2027"),
        (datetime(2026, 8, 31, 22, 30, tzinfo=UTC), "j F Y", "1er septembre 2026"),
        (date(2026, 12, 1), "l j", "mardi 1er"),  # newcomer of December, second sitting, 24
        (date(2026, 12, 31), "D j", "jeu 31"),
        (None, "j F Y", ""),
    ],
    ids=[
        "first",
        "eleventh",
        "without its year",
        "after its weekday",
        "already the first in Paris",
        "last",
        "thirty-first",
        "none",
    ],
)
def test_the_first_of_a_month_is_premier(day, shape, words):
    assert day_words(day, shape) == words


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Alice MARTIN", "d’Alice MARTIN"),
        ("Éléa", "d’Éléa"),
        ("Zoé", "de Zoé"),
        ("Yves", "d’Yves"),
        ("Yann", "de Yann"),
        ("", "de "),
    ],
)
def test_de_is_elided_before_a_name(name, words):
    assert of(name) == words
