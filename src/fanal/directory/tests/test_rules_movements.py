"""Who is leaving, and in which words: nobody leaves by the clock."""

from datetime import date, timedelta

import pytest

from fanal.directory.rules.arrivals_departures import PresenceFacts, Situation, situation, words

TODAY = date(2026, 11, 26)


def days(count: int) -> date:
    return TODAY + timedelta(days=count)


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        (PresenceFacts(), Situation.HERE),
        (PresenceFacts(left_on=days(-3), is_unnamed=True), Situation.LEFT),
        (PresenceFacts(ends_on=days(-1)), Situation.ENDED),
        (PresenceFacts(ends_on=days(-1), said_stays=True), Situation.HERE),
        (PresenceFacts(ends_on=days(0)), Situation.ENDING),
        (PresenceFacts(ends_on=days(30)), Situation.ENDING),
        (PresenceFacts(ends_on=days(31)), Situation.HERE),
        (PresenceFacts(is_unnamed=True), Situation.UNNAMED),
        (PresenceFacts(is_unnamed=True, said_stays=True), Situation.HERE),
        (PresenceFacts(is_unnamed=True, said_stays=True, ends_on=days(2)), Situation.ENDING),
    ],
)
def test_the_situation_of_somebody(facts, expected):
    assert situation(facts, TODAY) == expected
    assert words(facts, TODAY)


def test_the_words_say_the_day_and_fit_anybody():
    """A past day has its year, and nobody is « il » whose gender nobody said."""
    assert (
        words(PresenceFacts(ends_on=date(2026, 12, 1)), TODAY) == "Ses fonctions s’arrêtent le 1er décembre"
    )
    assert words(PresenceFacts(ends_on=days(-1)), TODAY) == "Ses fonctions ont pris fin le 25 novembre 2026"
    assert words(PresenceFacts(left_on=date(2026, 10, 2)), TODAY) == "Départ le 2 octobre 2026"
